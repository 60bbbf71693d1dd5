using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>Writes down how the attempts of one lane ended, and draws what follows: the next attempt, a dead letter, a notice.</summary>
internal sealed class Outcomes(
    Receiver receiver,
    Endpoint endpoint,
    LaneLedger ledger,
    NoticeDesk notices,
    LedgerTrouble trouble,
    DeliveryTerms terms,
    TimeProvider time,
    Random random,
    ILogger logger
)
{
    /// <summary>A mail server that is down for so long is said through another receiver.</summary>
    private static readonly TimeSpan LongFailure = TimeSpan.FromHours(1);
    private bool _saidFailing;

    /// <summary>True when an outcome has ended the receiver until a person enables it again.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>These have arrived; the claims of the next, of which so many are wanted.</summary>
    public async Task<ImmutableArray<Claim>> DoneAsync(
        ImmutableArray<Claim> claims,
        ClaimTerms? next,
        int most,
        CancellationToken attempts
    )
    {
        var following = await PersistAsync(
            () => ledger.Alerts.DoneAsync(claims, time.GetUtcNow(), next, most, terms.Lease, CancellationToken.None),
            attempts
        );
        _saidFailing = false;
        foreach (var claim in claims)
            logger.Delivered(receiver.Name, claim.Alert.DeliveryId, claim.Alert.RuleId, claim.Attempt);
        return following;
    }

    /// <summary>This one has not arrived.</summary>
    public Task NotDoneAsync(Ended ended, CancellationToken attempts) =>
        PersistAsync(
            async () =>
            {
                await SettleAsync(ended.Claim, ended.Result);
                return true;
            },
            attempts
        );

    /// <summary>
    /// Writes it down, however long the ledger takes: it is known, and forgetting it would send again what has arrived.
    /// </summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> write, CancellationToken attempts)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (LedgerUnavailable fault)
            {
                trouble.Report(fault);
                await Task.Delay(LedgerTrouble.Pause, time, attempts);
            }
        }
    }

    /// <remarks>The writes take no token: cut off, they would leave in doubt what is certain.</remarks>
    private Task SettleAsync(Claim claim, DeliveryResult? result)
    {
        var now = time.GetUtcNow();
        return result switch
        {
            null => ledger.Alerts.ReleaseAsync(claim, now, CancellationToken.None),
            Deferred deferred => DeferAsync(claim, deferred, now),
            Rejected rejected => RejectAsync(claim, rejected.Reason, rejected.Reply, now),
            Closed closed => CloseAsync(claim, closed, now),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "no such result"),
        };
    }

    private async Task DeferAsync(Claim claim, Deferred deferred, DateTimeOffset now)
    {
        if (NextAttempt(claim, deferred, now) is not { } next)
        {
            await RejectAsync(claim, GivenUp(claim, deferred.Reason, now), deferred.Reply, now);
            return;
        }
        var failingSince = await ledger.Alerts.DeferAsync(
            claim,
            now,
            next,
            deferred.Reason,
            deferred.Reply,
            CancellationToken.None
        );
        logger.Deferred(receiver.Name, claim.Alert.DeliveryId, claim.Attempt, next, deferred.Reason);
        await LookAtReceiverAsync(failingSince, deferred.Reason, now);
    }

    private async Task RejectAsync(Claim claim, string reason, string? reply, DateTimeOffset now)
    {
        await ledger.Alerts.RejectAsync(claim, now, reason, reply, CancellationToken.None);
        logger.GivenUp(receiver.Name, claim.Alert.DeliveryId, claim.Alert.RuleId, claim.Attempt, reason);
        await notices.GivenUpAsync(receiver, claim.Alert, reason, now, CancellationToken.None);
    }

    /// <summary>The alert is kept, due when the receiver is tried again.</summary>
    private async Task CloseAsync(Claim claim, Closed closed, DateTimeOffset now)
    {
        await ledger.Alerts.DeferAsync(claim, now, now, closed.Reason, closed.Reply, CancellationToken.None);
        await DisableAsync(closed.Reason, now);
    }

    /// <summary>A webhook that fails for days is somebody's broken program; a mail server is ours, and is never given up.</summary>
    private async Task LookAtReceiverAsync(DateTimeOffset failingSince, string reason, DateTimeOffset now)
    {
        if (receiver is WebhookReceiver && now - failingSince >= terms.DisableAfter)
            await DisableAsync($"every attempt failed for {InWords(now - failingSince)}; the last: {reason}", now);
        else if (now - failingSince >= LongFailure && !_saidFailing)
        {
            _saidFailing = true;
            await notices.FailingAsync(receiver, failingSince, reason, now, CancellationToken.None);
        }
    }

    private async Task DisableAsync(string reason, DateTimeOffset now)
    {
        IsDisabled = true;
        if (!await ledger.Standings.DisableAsync(receiver.Name, now, reason, CancellationToken.None))
            return;
        logger.Disabled(receiver.Name, reason);
        await notices.DisabledAsync(receiver, reason, now, CancellationToken.None);
    }

    /// <summary>
    /// By the plan of the alert; but no later than the receiver is tried again when it was the way to the receiver that
    /// failed, which is no fault of the alert.
    /// </summary>
    private DateTimeOffset? NextAttempt(Claim claim, Deferred deferred, DateTimeOffset now)
    {
        var planned = RetryPlan.NextAttempt(
            now,
            claim.OwedSince,
            claim.Attempt,
            deferred.RetryAfter,
            random.NextDouble(),
            terms.GiveUpAfter
        );
        var rest = endpoint.RestLeft;
        return deferred.Unreachable && planned > now + rest ? now + rest : planned;
    }

    private static string GivenUp(Claim claim, string reason, DateTimeOffset now) =>
        $"given up after {claim.Attempt} attempts over {InWords(now - claim.OwedSince)}; the last: {reason}";

    private static string InWords(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{span.TotalDays:0} days"
        : span.TotalHours >= 2 ? $"{span.TotalHours:0} hours"
        : $"{span.TotalMinutes:0} minutes";
}
