using System.Diagnostics;

namespace NewsMonitor.AcceptanceTests;

/// <summary>The built program: beside the tests, or the one that MONITOR_PROGRAM names (a native binary, say).</summary>
internal static class MonitorProgram
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("MONITOR_PROGRAM");

    /// <summary>Starts the program.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="crashAt">Where it is to die, as <c>point:k</c>; null for nowhere.</param>
    /// <param name="mutant">A broken design to run in its place; null for the program.</param>
    /// <param name="under">A program to run it under, with its arguments; none for itself.</param>
    public static MonitorProcess Start(
        IEnumerable<string> arguments,
        string? crashAt = null,
        string? mutant = null,
        params ReadOnlySpan<string> under
    )
    {
        string[] command = mutant is not null
            ? [.. under, "dotnet", Library("monitor-mutant.dll"), mutant, .. arguments]
            : [.. under, .. (string[])(Named is null ? ["dotnet", Library("monitor.dll")] : [Named]), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Remove("MONITOR_CONFIG");
        start.Environment.Remove("MONITOR_CRASH_AT");
        if (crashAt is not null)
            start.Environment["MONITOR_CRASH_AT"] = crashAt;
        return new MonitorProcess(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end; fails when that takes longer.</summary>
    public static async Task<Outcome> RunAsync(
        IEnumerable<string> arguments,
        TimeSpan longest,
        CancellationToken cancellationToken
    )
    {
        await using var process = Start(arguments);
        var code = await process.ExitAsync(longest, cancellationToken);
        return new Outcome(code, process.Output, process.Errors);
    }

    private static string Library(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        return File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json"))
            ? path
            : throw new FileNotFoundException(
                "The program was not built beside the tests; MONITOR_PROGRAM can name it.",
                path
            );
    }
}

/// <summary>How a run of the program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors);
