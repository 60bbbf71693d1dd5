using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Scheduling;

/// <summary>Whom the operator's notices go to, and how much trouble it takes.</summary>
/// <param name="Receiver">The name of a receiver; null when notices only go into the log.</param>
/// <param name="Terms">How much trouble it takes.</param>
internal sealed record OperatorSettings(string? Receiver, NoticeTerms Terms)
{
    /// <summary>Nobody is told.</summary>
    public static OperatorSettings None { get; } = new(null, new NoticeTerms());
}

/// <summary>Tells whoever runs Monitor what they should know: owed on disk, delivered and retried like any alert.</summary>
internal sealed class OperatorDesk(
    OperatorSettings settings,
    AlertLedger alerts,
    DeliverySignal owed,
    TimeProvider time,
    ILogger<OperatorDesk> log
)
{
    /// <summary>How much trouble it takes.</summary>
    public NoticeTerms Terms => settings.Terms;

    /// <summary>Owes one notice; the same notice a second time is owed once.</summary>
    public async Task TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (settings.Receiver is { } receiver)
            await alerts.OweAsync([notice.For(receiver)], time.GetUtcNow(), cancellationToken);
        Told([notice]);
    }

    /// <summary>The notices as alerts, to be written down together with what they tell of.</summary>
    public ImmutableArray<Alert> AlertsFor(IEnumerable<Notice> notices) =>
        settings.Receiver is { } receiver ? [.. notices.Select(notice => notice.For(receiver))] : [];

    /// <summary>Says in the log what has been written down, and wakes the deliveries.</summary>
    public void Told(IReadOnlyCollection<Notice> notices)
    {
        foreach (var notice in notices)
            log.Noticed(notice.Title, notice.Text.ReplaceLineEndings(" "));
        if (notices.Count > 0)
            owed.Raise();
    }
}
