using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>
/// Brings one receiver what it is owed, one alert after the other: claim, send, done, each on disk before the next. Lanes
/// share nothing but the ledger and, for mail, the server, so that nobody waits for another's slow endpoint.
/// </summary>
internal sealed class DeliveryLane(
    Receiver receiver,
    IChannel channel,
    Endpoint endpoint,
    LaneLedger ledger,
    NoticeDesk notices,
    DeliverySignal signal,
    LedgerTrouble trouble,
    DeliveryTerms terms,
    TimeProvider time,
    Random random,
    ILogger logger
)
{
    /// <summary>An alert that cannot even be written is tried so many times.</summary>
    private const int MostStumbles = 5;
    private static readonly TimeSpan AfterStumble = TimeSpan.FromSeconds(5);

    /// <summary>A mail server that is down for so long is said through another receiver.</summary>
    private static readonly TimeSpan LongFailure = TimeSpan.FromHours(1);

    /// <summary>While another lane tries a broken way, this one looks again so soon.</summary>
    private static readonly TimeSpan WhileOthersTry = TimeSpan.FromMilliseconds(250);

    /// <summary>How often each alert could not be written. Begins anew with the process: a new release may know how.</summary>
    private readonly Dictionary<DeliveryId, int> _stumbles = [];

    private readonly Timing _timing = new(receiver, endpoint, ledger.Held, time);
    private CancellationToken _stopping;
    private Claim? _claimed;
    private bool _isDisabled;
    private bool _saidFailing;
    private string? _lastRule;
    private int _inARow;

    /// <summary>Delivers until told to stop. An attempt under way may end by itself until <paramref name="attempts"/> is cancelled.</summary>
    /// <param name="stopping">Cancelled: claim nothing more.</param>
    /// <param name="attempts">Cancelled: break off.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken attempts)
    {
        _stopping = stopping;
        _isDisabled = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var raised = signal.Next;
                if (await ClaimAsync(stopping) is { } claim)
                    await DeliverAsync(claim, attempts);
                else
                    await WaitAsync(raised, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
            catch (LedgerUnavailable fault)
            {
                // No claim on disk, no send.
                trouble.Report(fault);
                await PauseAsync(LedgerTrouble.Pause, stopping);
            }
            // A lane that ended would be a receiver that silently hears no more: whatever it was, say so and go on.
            catch (Exception fault)
            {
                logger.LaneStumbled(receiver.Name, fault);
                await PauseAsync(AfterStumble, stopping);
            }
        }
        if (_claimed is { } untouched)
            await ledger.Alerts.ReleaseAsync(untouched, time.GetUtcNow(), CancellationToken.None);
    }

    private async Task<Claim?> ClaimAsync(CancellationToken stopping)
    {
        if (_claimed is { } claimed)
        {
            _claimed = null;
            return claimed;
        }
        if (await IsDisabledAsync(stopping))
            return null;
        await _timing.TidyAsync(stopping);
        if (_timing.Wait > TimeSpan.Zero || !endpoint.TryEnter())
            return null;
        Claim? claim = null;
        try
        {
            claim = await ledger.Alerts.ClaimNextAsync(Wanted, time.GetUtcNow(), terms.Lease, stopping);
            trouble.Over();
            return claim;
        }
        finally
        {
            if (claim is null)
                endpoint.Leave();
        }
    }

    private ClaimTerms Wanted => new(receiver.Name, _timing.IsQuiet, _inARow >= terms.TurnOfRule ? _lastRule : null);

    /// <summary>Asked again at each turn while it is so: <c>monitor receivers enable</c> says nothing to us.</summary>
    private async Task<bool> IsDisabledAsync(CancellationToken stopping)
    {
        if (_isDisabled)
            _isDisabled = await ledger.Standings.StandingAsync(receiver.Name, stopping) is { Disabled: not null };
        return _isDisabled;
    }

    private async Task DeliverAsync(Claim claim, CancellationToken attempts)
    {
        CrashPoint.Reached("before-send");
        _timing.Took();
        (_inARow, _lastRule) = (claim.Alert.RuleId == _lastRule ? _inARow + 1 : 1, claim.Alert.RuleId);
        var result = await AttemptAsync(claim, attempts);
        if (result is null)
        {
            endpoint.Leave();
            await ledger.Alerts.ReleaseAsync(claim, time.GetUtcNow(), CancellationToken.None);
            return;
        }
        endpoint.Heard(result, random.NextDouble());
        await RecordAsync(claim, result, attempts);
    }

    /// <summary>Makes the attempt; null when it was broken off by a stop.</summary>
    private async Task<DeliveryResult?> AttemptAsync(Claim claim, CancellationToken attempts)
    {
        using var deadline = new CancellationTokenSource(terms.LongestAttempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, attempts);
        try
        {
            return await channel.DeliverAsync(claim.Alert, either.Token);
        }
        catch (OperationCanceledException) when (attempts.IsCancellationRequested)
        {
            logger.BrokenOff(receiver.Name, claim.Alert.DeliveryId);
            return null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new Deferred($"the attempt took longer than {terms.LongestAttempt.TotalMinutes} minutes");
        }
        // Channels answer for every fault of the other side. What still comes through is ours: this alert, on this release.
        catch (Exception fault)
        {
            return Stumble(claim, fault);
        }
    }

    private DeliveryResult Stumble(Claim claim, Exception fault)
    {
        var times = _stumbles[claim.Alert.DeliveryId] = _stumbles.GetValueOrDefault(claim.Alert.DeliveryId) + 1;
        logger.CouldNotBeWritten(receiver.Name, claim.Alert.DeliveryId, times, fault);
        var reason = $"it could not be written: {fault.GetType().Name}: {CleanText.Line(fault.Message)}";
        return times < MostStumbles ? new Deferred(reason) : new Rejected($"set aside: {reason} ({times} times)");
    }

    /// <summary>
    /// Writes the result down, however long the ledger takes: it is known, and forgetting it would send again what has
    /// arrived.
    /// </summary>
    private async Task RecordAsync(Claim claim, DeliveryResult result, CancellationToken attempts)
    {
        while (true)
        {
            try
            {
                await SettleAsync(claim, result);
                return;
            }
            catch (LedgerUnavailable fault)
            {
                trouble.Report(fault);
                await Task.Delay(LedgerTrouble.Pause, time, attempts);
            }
        }
    }

    /// <remarks>The writes take no token: cut off, they would leave in doubt what is certain.</remarks>
    private Task SettleAsync(Claim claim, DeliveryResult result)
    {
        var now = time.GetUtcNow();
        return result switch
        {
            Delivered => DoneAsync(claim, now),
            Deferred deferred => DeferAsync(claim, deferred, now),
            Rejected rejected => RejectAsync(claim, rejected.Reason, rejected.Reply, now),
            Closed closed => CloseAsync(claim, closed, now),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "no such result"),
        };
    }

    private async Task DoneAsync(Claim claim, DateTimeOffset now)
    {
        // While much is owed, the next one is claimed with the same flush.
        var goesOn =
            !_stopping.IsCancellationRequested
            && !_timing.IsLookDue
            && _timing.Wait == TimeSpan.Zero
            && endpoint.TryEnter();
        _claimed = await ledger.Alerts.DoneAsync(
            claim,
            now,
            goesOn ? Wanted : null,
            terms.Lease,
            CancellationToken.None
        );
        if (goesOn && _claimed is null)
            endpoint.Leave();
        _stumbles.Remove(claim.Alert.DeliveryId);
        _saidFailing = false;
        logger.Delivered(receiver.Name, claim.Alert.DeliveryId, claim.Alert.RuleId, claim.Attempt);
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
        _stumbles.Remove(claim.Alert.DeliveryId);
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
        _isDisabled = true;
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

    /// <summary>
    /// Until an alert is owed or due; but never long, because another process (<c>monitor deliveries resend</c>) can make
    /// one due without a word to us.
    /// </summary>
    private async Task WaitAsync(Task raised, CancellationToken stopping)
    {
        if (_isDisabled)
        {
            await PauseAsync(terms.LongestWait, stopping);
            return;
        }
        if (_timing.Wait is var wait && wait > TimeSpan.Zero)
        {
            await PauseAsync(wait, stopping);
            return;
        }
        var now = time.GetUtcNow();
        var due = await ledger.Alerts.NextDueAsync(receiver.Name, _timing.IsQuiet, stopping) ?? DateTimeOffset.MaxValue;
        if (due <= now)
        {
            await PauseAsync(WhileOthersTry, stopping);
            return;
        }
        _timing.Idle();
        await raised
            .WaitAsync(Whole(Shorter(due - now, terms.LongestWait)), time, stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        await Task.Delay(Whole(pause), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Timers count milliseconds: less than one would be no wait at all, again and again.</summary>
    private static TimeSpan Whole(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>The parts of the ledger that a lane writes to.</summary>
internal sealed record LaneLedger(AlertLedger Alerts, HeldAlerts Held, ReceiverLedger Standings);
