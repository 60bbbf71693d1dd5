using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>
/// Brings one receiver what it is owed: claim, send, done, each on disk before the next. Usually one alert after the other;
/// while a backlog goes out, several at once, claimed and settled together. Lanes share nothing but the ledger and, for
/// mail, the server, so that nobody waits for another's slow endpoint.
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
    private static readonly TimeSpan AfterStumble = TimeSpan.FromSeconds(5);

    /// <summary>While another lane tries a broken way, this one looks again so soon.</summary>
    private static readonly TimeSpan WhileOthersTry = TimeSpan.FromMilliseconds(250);

    private readonly Timing _timing = new(receiver, endpoint, ledger.Held, time);
    private readonly RuleTurn _turn = new(terms.TurnOfRule);
    private readonly Attempts _attempts = new(receiver, channel, terms, time, logger);
    private readonly Outcomes _outcomes = new(
        receiver,
        endpoint,
        ledger,
        notices,
        trouble,
        terms,
        time,
        random,
        logger
    );

    /// <summary>A mail server takes mails one by one on a connection; a webhook takes calls side by side.</summary>
    private readonly Width _width = new(receiver is WebhookReceiver ? terms.CallsAtOnce : 1);

    /// <summary>Delivers until told to stop. An attempt under way may end by itself until <paramref name="attempts"/> is cancelled.</summary>
    /// <param name="stopping">Cancelled: claim nothing more.</param>
    /// <param name="attempts">Cancelled: break off.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken attempts)
    {
        _outcomes.IsDisabled = true;
        while (!stopping.IsCancellationRequested)
            await GuardedAsync(() => TurnAsync(stopping, attempts), stopping);
        while (_attempts.UnderWay > 0)
            await GuardedAsync(() => FinishAsync(attempts), stopping);
    }

    private async Task GuardedAsync(Func<Task> step, CancellationToken stopping)
    {
        try
        {
            await step();
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

    /// <summary>Writes down what has ended, begins what may begin, and waits for more of either.</summary>
    private async Task TurnAsync(CancellationToken stopping, CancellationToken attempts)
    {
        var raised = signal.Next;
        var claims = await SettleAsync(stopping, attempts);
        if (claims.IsEmpty)
            claims = await ClaimAsync(stopping);
        Begin(claims, attempts);
        if (_attempts.UnderWay > 0)
            await AnyNewsAsync(raised, stopping);
        else
            await WaitAsync(raised, stopping);
    }

    private async Task FinishAsync(CancellationToken attempts)
    {
        await _attempts.AnyEndedAsync();
        await SettleAsync(new CancellationToken(canceled: true), attempts);
    }

    private void Begin(ImmutableArray<Claim> claims, CancellationToken attempts)
    {
        foreach (var claim in claims)
        {
            _timing.Took();
            _attempts.Begin(claim, attempts);
        }
    }

    /// <summary>Writes down what has ended; while much is owed, the next are claimed with the same flush.</summary>
    private async Task<ImmutableArray<Claim>> SettleAsync(CancellationToken stopping, CancellationToken attempts)
    {
        var ended = _attempts.TakeEnded();
        foreach (var one in ended)
            Hear(one.Result);
        foreach (var one in ended.Where(one => one.Result is not Delivered))
            await _outcomes.NotDoneAsync(one, attempts);
        foreach (var one in ended.Where(one => one.Result is Delivered or Rejected))
            _attempts.Forget(one.Claim);
        var done = ended.Where(one => one.Result is Delivered).Select(one => one.Claim).ToImmutableArray();
        if (done.IsEmpty)
            return [];
        var goesOn = !stopping.IsCancellationRequested && !_timing.IsLookDue && !_outcomes.IsDisabled;
        var wanted = goesOn ? Enter() : 0;
        var claims = await _outcomes.DoneAsync(done, wanted > 0 ? Wanted : null, wanted, attempts);
        if (wanted > 0 && claims.IsEmpty)
            endpoint.Leave();
        return claims;
    }

    private void Hear(DeliveryResult? result)
    {
        if (result is null)
            endpoint.Leave();
        else
            endpoint.Heard(result, random.NextDouble());
        if (result is Delivered)
            _width.Succeeded();
        else
            _width.Narrow();
    }

    private async Task<ImmutableArray<Claim>> ClaimAsync(CancellationToken stopping)
    {
        if (Room <= 0 || await IsDisabledAsync(stopping))
            return [];
        await _timing.TidyAsync(stopping);
        var wanted = Enter();
        if (wanted == 0)
            return [];
        ImmutableArray<Claim> claims = [];
        try
        {
            claims = await ledger.Alerts.ClaimNextAsync(Wanted, wanted, time.GetUtcNow(), terms.Lease, stopping);
            trouble.Over();
            return claims;
        }
        finally
        {
            if (claims.IsEmpty)
                endpoint.Leave();
        }
    }

    private ClaimTerms Wanted => new(receiver.Name, _timing.IsQuiet, _turn, Alone: _attempts.UnderWay == 0);

    /// <summary>How many more may be under way. What keeps to a pace goes one by one.</summary>
    private int Room => _attempts.HasSuspect ? 0 : (_timing.IsPaced ? 1 : _width.Now) - _attempts.UnderWay;

    /// <summary>How many attempts the way out lets in now: of a broken one, a single one that tries it.</summary>
    private int Enter()
    {
        var entered = 0;
        while (entered < Room && _timing.Wait == TimeSpan.Zero && endpoint.TryEnter())
            entered++;
        return entered;
    }

    /// <summary>Asked again at each turn while it is so: <c>monitor receivers enable</c> says nothing to us.</summary>
    private async Task<bool> IsDisabledAsync(CancellationToken stopping)
    {
        if (_outcomes.IsDisabled)
            _outcomes.IsDisabled =
                await ledger.Standings.StandingAsync(receiver.Name, stopping) is { Disabled: not null };
        return _outcomes.IsDisabled;
    }

    /// <summary>Until an attempt has ended or, where there is room for another, an alert may have become owed or due.</summary>
    private async Task AnyNewsAsync(Task raised, CancellationToken stopping)
    {
        var ended = _attempts.AnyEndedAsync();
        if (ended.IsCompleted || Room <= 0)
            await ended;
        else
            await ((Task)Task.WhenAny(ended, raised))
                .WaitAsync(terms.LongestWait, time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Until an alert is owed or due; but never long, because another process (<c>monitor deliveries resend</c>) can make
    /// one due without a word to us.
    /// </summary>
    private async Task WaitAsync(Task raised, CancellationToken stopping)
    {
        if (_outcomes.IsDisabled)
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
        _width.Narrow();
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
