using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries;

/// <summary>Says in plain words why an alert is sent.</summary>
internal static class ReasonWording
{
    /// <summary>The words, as webhooks and templates show them.</summary>
    public static string Of(AlertReason reason) =>
        reason switch
        {
            AlertReason.NewStory => "new story",
            AlertReason.StateChanged => "state changed",
            AlertReason.Development => "development",
            AlertReason.Updated => "updated",
            AlertReason.Digest => "digest",
            AlertReason.Batch => "batch",
            AlertReason.Flood => "flood",
            AlertReason.QuietHours => "quiet hours",
            AlertReason.Notice => "notice",
            AlertReason.Test => "test",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without words"),
        };
}
