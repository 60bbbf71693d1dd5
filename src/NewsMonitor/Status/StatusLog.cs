using Microsoft.Extensions.Logging;

namespace NewsMonitor.Status;

/// <summary>What is said about being watched.</summary>
internal static partial class StatusLog
{
    [LoggerMessage(5001, LogLevel.Information, "Health answers at http://{Address}/healthz and /readyz")]
    public static partial void Listening(this ILogger log, string address);
}
