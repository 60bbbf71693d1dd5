using NewsMonitor.Configuration;

namespace NewsMonitor.Commands;

/// <summary>Prints what is wrong with a configuration the same way for every command.</summary>
internal static class ConfigurationPrinting
{
    /// <summary>Prints every problem, one a line, and how many there are.</summary>
    /// <returns>The exit code of a command that cannot go on.</returns>
    public static int Refuse(Refused refused, TextWriter error)
    {
        foreach (var problem in refused.Problems)
            error.WriteLine(problem);
        error.WriteLine(
            refused.Problems.Length == 1
                ? "1 problem. Nothing was started."
                : $"{refused.Problems.Length} problems. Nothing was started."
        );
        return ExitCode.Usage;
    }

    /// <summary>Prints what should be mended, one a line.</summary>
    public static void Warn(Loaded loaded, TextWriter error)
    {
        foreach (var warning in loaded.Warnings)
            error.WriteLine($"{warning.Position}    warning: {warning.Message}");
    }
}
