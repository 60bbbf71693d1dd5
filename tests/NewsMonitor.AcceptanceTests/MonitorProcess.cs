using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A program that runs. It is killed when the test lets go of it.</summary>
internal sealed class MonitorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Stopwatch _life = Stopwatch.StartNew();

    public MonitorProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Kept(_output);

    public string Errors => Kept(_errors);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Age => _life.Elapsed;

    /// <summary>The most memory it ever held resident, in MiB; 0 once it has ended or where the system does not tell.</summary>
    public double PeakMiB()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                    / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>
    /// All that is known of a death that nobody here caused: its code, what it said last, and whether the system was out of
    /// memory, which ends a process without a word.
    /// </summary>
    public async Task<string> ObituaryAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var code = await ExitAsync(longest, cancellationToken);
        var log = Output.Split('\n');
        return $"""
            ended by itself with {code}{(code > 128 ? $" (signal {code - 128})" : "")} at {Age}
            {FirstLine("/proc/meminfo", "MemAvailable:")}; {FirstLine(
                "/proc/vmstat",
                "oom_kill "
            )} (kills for want of memory since the machine started)
            its error output, from the end: {Errors[^Math.Min(Errors.Length, MostErrors)..]}
            the last of {log.Length} lines of its log:
            {string.Join('\n', log.TakeLast(MostLines))}
            """;
    }

    private const int MostErrors = 8_000;
    private const int MostLines = 60;

    private static string FirstLine(string file, string beginning) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) ?? ""
            : "";

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGTERM: what a service manager sends.</summary>
    public Task TerminateAsync(CancellationToken cancellationToken) => SignalAsync("-TERM", cancellationToken);

    /// <summary>SIGHUP: read your files again.</summary>
    public Task HangUpAsync(CancellationToken cancellationToken) => SignalAsync("-HUP", cancellationToken);

    /// <summary>Its exit code, once it has ended by itself; fails with all that it said when that takes longer.</summary>
    public async Task<int> ExitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(longest);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"still running after {longest}. It said:\n{Output}\n{Errors}");
        }
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: as a laptop that is closed.</summary>
    public Task SuspendAsync(CancellationToken cancellationToken) => SignalAsync("-STOP", cancellationToken);

    /// <summary>SIGCONT.</summary>
    public Task ContinueAsync(CancellationToken cancellationToken) => SignalAsync("-CONT", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Kept(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
