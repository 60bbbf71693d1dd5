using Microsoft.Extensions.Logging;

namespace NewsMonitor.Feeds;

/// <summary>What the feeds room says.</summary>
internal static partial class FeedsLog
{
    [LoggerMessage(1001, LogLevel.Debug, "A request failed ({Reason}); trying once more")]
    public static partial void TryingAgain(this ILogger log, string reason);

    [LoggerMessage(1002, LogLevel.Debug, "{Feed}: Retry-After \"{Header}\" says nothing and is ignored")]
    public static partial void RetryAfterUnreadable(this ILogger log, string feed, string header);
}
