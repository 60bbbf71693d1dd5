using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Alerts.Notices;

namespace NewsMonitor;

/// <summary>What the operator is told about changed files.</summary>
internal static class ReloadNotice
{
    private const int MostProblems = 10;

    /// <summary>The files are refused. The same for every refusal until they are accepted, so that it is told once.</summary>
    /// <param name="since">When they were first refused.</param>
    /// <param name="problems">What is wrong with them.</param>
    /// <param name="inForce">Since when the former rules are in force.</param>
    public static Notice Refused(
        DateTimeOffset since,
        ImmutableArray<ConfigurationProblem> problems,
        DateTimeOffset inForce
    ) =>
        new(
            $"refused:{since.ToUnixTimeMilliseconds()}",
            "The configuration has changed and is refused",
            string.Join(
                '\n',
                [
                    .. problems.Take(MostProblems).Select(problem => problem.ToString()),
                    .. problems.Length > MostProblems ? [$"And {problems.Length - MostProblems} more."] : (string[])[],
                    $"The rules and feeds of {Clock(inForce)} stay in force. 'monitor check' shows every problem; mend the files, and you are told once when they are in force.",
                ]
            ),
            since
        );

    /// <summary>Files that were refused have been mended.</summary>
    public static Notice Accepted(DateTimeOffset refusedSince, DateTimeOffset now) =>
        new(
            $"accepted:{refusedSince.ToUnixTimeMilliseconds()}",
            "The configuration is in force again",
            $"Since {Clock(refusedSince)} it was refused. What the files say is in force since {Clock(now)}.",
            now
        );

    private static string Clock(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
