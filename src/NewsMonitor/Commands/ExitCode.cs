namespace NewsMonitor.Commands;

/// <summary>How the program ends: the same three numbers for every command.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>Something failed: a file that could not be read, a check that did not hold.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;
}
