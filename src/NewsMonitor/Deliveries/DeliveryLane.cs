using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>
/// Brings one receiver what it is owed, one alert after the other: claim, send, done, each on disk before the next. Lanes
/// share nothing but the ledger, so that nobody waits for another's slow server.
/// </summary>
internal sealed class DeliveryLane(
    Receiver receiver,
    IChannel channel,
    AlertLedger ledger,
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

    /// <summary>How often each alert could not be written. Begins anew with the process: a new release may know how.</summary>
    private readonly Dictionary<DeliveryId, int> _stumbles = [];

    /// <summary>How many attempts in a row could not reach the receiver, and the rest that it has been given for it.</summary>
    private int _unreachable;
    private TimeSpan _rest;
    private long _restBegan;

    /// <summary>Delivers until told to stop. An attempt under way may end by itself until <paramref name="attempts"/> is cancelled.</summary>
    /// <param name="stopping">Cancelled: claim nothing more.</param>
    /// <param name="attempts">Cancelled: break off, and leave the claim to its lease.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken attempts)
    {
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
    }

    private async Task<Claim?> ClaimAsync(CancellationToken stopping)
    {
        if (RestLeft > TimeSpan.Zero)
            return null;
        var claim = await ledger.ClaimNextAsync(receiver.Name, time.GetUtcNow(), terms.Lease, stopping);
        trouble.Over();
        return claim;
    }

    private async Task DeliverAsync(Claim claim, CancellationToken attempts)
    {
        CrashPoint.Reached("before-send");
        if (await AttemptAsync(claim, attempts) is not { } result)
            return;
        Rest(result);
        await RecordAsync(claim, result, attempts);
    }

    /// <summary>Makes the attempt; null when it was broken off, which leaves the claim to its lease.</summary>
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
        return times < MostStumbles ? new Deferred(reason) : new Rejected($"{reason} ({times} times)");
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
            Rejected rejected => RejectAsync(claim, rejected.Reason, now),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "no such result"),
        };
    }

    private async Task DoneAsync(Claim claim, DateTimeOffset now)
    {
        await ledger.DoneAsync(claim, now, CancellationToken.None);
        _stumbles.Remove(claim.Alert.DeliveryId);
        logger.Delivered(receiver.Name, claim.Alert.DeliveryId, claim.Alert.RuleId, claim.Attempt);
    }

    private async Task DeferAsync(Claim claim, Deferred deferred, DateTimeOffset now)
    {
        if (NextAttempt(claim, deferred, now) is not { } next)
        {
            await RejectAsync(claim, GivenUp(claim, deferred.Reason, now), now);
            return;
        }
        await ledger.DeferAsync(claim, next, deferred.Reason, CancellationToken.None);
        logger.Deferred(receiver.Name, claim.Alert.DeliveryId, claim.Attempt, next, deferred.Reason);
    }

    private async Task RejectAsync(Claim claim, string reason, DateTimeOffset now)
    {
        await ledger.RejectAsync(claim, now, reason, CancellationToken.None);
        _stumbles.Remove(claim.Alert.DeliveryId);
        logger.GivenUp(receiver.Name, claim.Alert.DeliveryId, claim.Alert.RuleId, claim.Attempt, reason);
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
        return deferred.Unreachable && planned > now + _rest ? now + _rest : planned;
    }

    /// <summary>What is left of the rest: measured, not read from a clock that may be set back.</summary>
    private TimeSpan RestLeft => _rest - time.GetElapsedTime(_restBegan);

    private void Rest(DeliveryResult result)
    {
        var deferred = result as Deferred;
        _unreachable = deferred is { Unreachable: true } ? _unreachable + 1 : 0;
        _rest =
            _unreachable == 0 ? TimeSpan.Zero : RetryPlan.Rest(_unreachable, deferred!.RetryAfter, random.NextDouble());
        _restBegan = time.GetTimestamp();
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
        if (RestLeft is var left && left > TimeSpan.Zero)
        {
            await PauseAsync(left, stopping);
            return;
        }
        var now = time.GetUtcNow();
        var due = await ledger.NextDueAsync(receiver.Name, stopping) ?? DateTimeOffset.MaxValue;
        if (due <= now)
            return;
        var wait = Shorter(due - now, terms.LongestWait);
        await raised.WaitAsync(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
