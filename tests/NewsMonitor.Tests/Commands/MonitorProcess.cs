using System.Diagnostics;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>The built program as a process, for what only a process has: its standard input and its own list of commands.</summary>
internal static class MonitorProcess
{
    public static Task<CommandRun> RunAsync(string input, params string[] arguments) => RunAsync([], input, arguments);

    /// <param name="environment">Variables beside those of the machine.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<CommandRun> RunAsync(
        Dictionary<string, string> environment,
        string input,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "monitor.dll"), .. arguments]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new(process.ExitCode, await output, await errors);
    }
}
