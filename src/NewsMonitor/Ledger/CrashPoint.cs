using System.Diagnostics;

namespace NewsMonitor.Ledger;

/// <summary>
/// Named steps at which a test can have the process killed: <c>MONITOR_CRASH_AT=claimed:3</c> kills it with SIGKILL the
/// third time it comes by <c>claimed</c>. Without the variable a point costs one check of a static field.
/// </summary>
internal static class CrashPoint
{
    private static readonly (string Name, int Pass)? Chosen = Read(
        Environment.GetEnvironmentVariable("MONITOR_CRASH_AT")
    );
    private static int _passes;

    /// <summary>The process has come to the point of this name.</summary>
    public static void Reached(string name)
    {
        if (IsChosen(name) && Interlocked.Increment(ref _passes) == Chosen!.Value.Pass)
            Process.GetCurrentProcess().Kill();
    }

    /// <summary>True when a test asks for this point: a step that is usually hours away, or only by chance, is then taken.</summary>
    public static bool IsChosen(string name) => Chosen is { } chosen && chosen.Name == name;

    /// <summary>
    /// Does the work; at the chosen pass the process is killed while it is done, or when it is done at the latest. For work
    /// that is out of our hands.
    /// </summary>
    public static void ReachedWhile(string name, Action work)
    {
        var killing = IsChosen(name) ? Task.Run(() => Reached(name)) : null;
        work();
        killing?.Wait();
    }

    /// <summary>Reads <c>name:k</c>; null when it says nothing of that shape.</summary>
    internal static (string Name, int Pass)? Read(string? setting)
    {
        var colon = setting?.LastIndexOf(':') ?? -1;
        return colon > 0 && int.TryParse(setting.AsSpan(colon + 1), out var pass) && pass > 0
            ? (setting![..colon], pass)
            : null;
    }
}
