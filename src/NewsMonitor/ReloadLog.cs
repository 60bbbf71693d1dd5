using Microsoft.Extensions.Logging;

namespace NewsMonitor;

/// <summary>What is said about changed files: each state once.</summary>
internal static partial class ReloadLog
{
    [LoggerMessage(
        6001,
        LogLevel.Information,
        "The files have changed and are in force: {Rules} rules ({RuleChange}), {Feeds} feeds ({FeedChange}), {Warnings} warnings"
    )]
    public static partial void TookOver(
        this ILogger log,
        int rules,
        string ruleChange,
        int feeds,
        string feedChange,
        int warnings
    );

    [LoggerMessage(
        6002,
        LogLevel.Error,
        "THE FILES HAVE CHANGED AND ARE REFUSED for {Problems} problems; the rules of {Since:u} stay in force. First: {Problem} Run 'monitor check' for all"
    )]
    public static partial void Refused(this ILogger log, int problems, string problem, DateTimeOffset since);

    [LoggerMessage(6003, LogLevel.Warning, "Restart to apply what was changed: {Parts}")]
    public static partial void AwaitsRestart(this ILogger log, string parts);

    [LoggerMessage(6004, LogLevel.Error, "Taking over the changed files broke off; it is tried again")]
    public static partial void BrokeOff(this ILogger log, Exception fault);
}
