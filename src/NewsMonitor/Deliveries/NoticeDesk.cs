using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>Tells people, through a receiver that works, that another one does not.</summary>
internal sealed class NoticeDesk(
    ImmutableArray<Receiver> receivers,
    AlertLedger alerts,
    ReceiverLedger standings,
    DeliverySignal signal,
    DeliveryTerms terms,
    ILogger<DeliveryLoop> logger
)
{
    /// <summary>A receiver is tried no more.</summary>
    public Task DisabledAsync(
        Receiver receiver,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        TellAsync(
            receiver,
            $"disabled {Day(now)}",
            $"{receiver.Name} gets no more alerts",
            $"Why: {reason}\nWhat it is owed is kept. Once it is mended: monitor receivers enable {receiver.Name}",
            now,
            cancellationToken
        );

    /// <summary>Alerts have become dead letters: said once a day for each receiver.</summary>
    public Task GivenUpAsync(
        Receiver receiver,
        Alert alert,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        alert.Reason == AlertReason.Notice
            ? Task.CompletedTask
            : TellAsync(
                receiver,
                $"dead letters {Day(now)}",
                $"{receiver.Name} did not get an alert of {alert.RuleName}",
                $"The alert: {alert.Item.Title}\nWhy: {reason}\nAll of them: monitor deliveries list --dead --receiver {receiver.Name}\nTo send them again: monitor deliveries resend --dead --receiver {receiver.Name}",
                now,
                cancellationToken
            );

    /// <summary>A receiver has taken nothing for so long that somebody should look.</summary>
    public Task FailingAsync(
        Receiver receiver,
        DateTimeOffset since,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        TellAsync(
            receiver,
            string.Create(CultureInfo.InvariantCulture, $"failing {since:u}"),
            $"{receiver.Name} cannot be reached",
            $"Since {since.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}; the last failure: {reason}\nNothing is lost: it is tried again and again. Details: monitor deliveries list --due --receiver {receiver.Name}",
            now,
            cancellationToken
        );

    private async Task TellAsync(
        Receiver about,
        string occasion,
        string title,
        string text,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await AnotherAsync(about, cancellationToken) is not { } other)
        {
            logger.NobodyToTell(title);
            return;
        }
        var notice = new Notice($"{about.Name} {occasion}", title, text, now).For(other.Name) with { Urgent = true };
        if (await alerts.OweAsync(notice, now, cancellationToken))
            signal.Raise();
    }

    /// <summary>The operator first; else one that works, by another way if there is one.</summary>
    private async Task<Receiver?> AnotherAsync(Receiver about, CancellationToken cancellationToken)
    {
        var failing = (await standings.AllAsync(cancellationToken))
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        return receivers
            .Where(one => one.Name != about.Name)
            .OrderBy(one => one.Name == terms.Operator ? 0 : 1)
            .ThenBy(one => failing.Contains(one.Name))
            .ThenBy(one => one.GetType() == about.GetType())
            .FirstOrDefault();
    }

    private static string Day(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
