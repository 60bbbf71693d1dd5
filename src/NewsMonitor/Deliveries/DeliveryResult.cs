namespace NewsMonitor.Deliveries;

/// <summary>How one attempt to send an alert ended.</summary>
internal abstract record DeliveryResult
{
    private protected DeliveryResult() { }
}

/// <summary>The receiver has taken it.</summary>
internal sealed record Delivered : DeliveryResult;

/// <summary>Not this time: try again later.</summary>
/// <param name="Reason">In plain words, without secrets.</param>
/// <param name="RetryAfter">How long the receiver asks us to wait; null when it does not.</param>
/// <param name="Unreachable">
/// True when the fault lies with the way to the receiver and not with this alert: its other alerts need not be tried now.
/// </param>
/// <param name="Reply">How the receiver's answer began, at most 1 kB; null when there was none.</param>
internal sealed record Deferred(
    string Reason,
    TimeSpan? RetryAfter = null,
    bool Unreachable = false,
    string? Reply = null
) : DeliveryResult;

/// <summary>Never: the receiver will not take this alert.</summary>
/// <param name="Reason">In plain words, without secrets.</param>
/// <param name="Reply">How the receiver's answer began, at most 1 kB; null when there was none.</param>
internal sealed record Rejected(string Reason, string? Reply = null) : DeliveryResult;

/// <summary>The receiver says that it is no more: nothing more is tried until a person says so, and all it is owed is kept.</summary>
/// <param name="Reason">In plain words, without secrets.</param>
/// <param name="Reply">How the receiver's answer began, at most 1 kB; null when there was none.</param>
internal sealed record Closed(string Reason, string? Reply = null) : DeliveryResult;
