using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>How an attempt ended.</summary>
/// <param name="Claim">The right by which it was made.</param>
/// <param name="Result">What the channel says; null when a stop broke it off.</param>
internal sealed record Ended(Claim Claim, DeliveryResult? Result);

/// <summary>
/// Makes the attempts of one lane, several at once; those of one story one after the other, so that a denial does not
/// overtake what it denies. Begun, taken and awaited by the lane alone.
/// </summary>
internal sealed class Attempts(
    Receiver receiver,
    IChannel channel,
    DeliveryTerms terms,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>An alert that cannot even be written is tried so many times.</summary>
    private const int MostStumbles = 5;

    /// <summary>How often each alert could not be written. Begins anew with the process: a new release may know how.</summary>
    private readonly ConcurrentDictionary<DeliveryId, int> _stumbles = [];
    private readonly List<(Claim Claim, Task<DeliveryResult?> Result)> _underWay = [];

    /// <summary>How many are under way, also those that have ended and were not taken.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>True while one is under way that may have ended the program before: nothing else is then put at risk.</summary>
    public bool HasSuspect => _underWay.Exists(one => one.Claim.IsSuspect);

    /// <summary>Begins one.</summary>
    /// <param name="claim">The right to make it.</param>
    /// <param name="attempts">Cancelled: break off.</param>
    public void Begin(Claim claim, CancellationToken attempts)
    {
        CrashPoint.Reached("before-send");
        var story = claim.Alert.Story?.Key;
        var before = story is null ? -1 : _underWay.FindLastIndex(one => one.Claim.Alert.Story?.Key == story);
        var result =
            before < 0 ? MakeAsync(claim, attempts) : MakeAfterAsync(_underWay[before].Result, claim, attempts);
        _underWay.Add((claim, result));
    }

    /// <summary>Takes those that have ended, in the order in which they were begun.</summary>
    public ImmutableArray<Ended> TakeEnded()
    {
        // Each is either taken or stays: one that ends in between must not fall through.
        var ended = _underWay.Where(one => one.Result.IsCompleted).ToImmutableArray();
        foreach (var one in ended)
            _underWay.Remove(one);
        return [.. ended.Select(one => new Ended(one.Claim, one.Result.Result))];
    }

    /// <summary>Ends when one of those under way has ended.</summary>
    public Task AnyEndedAsync() => Task.WhenAny(_underWay.Select(one => one.Result));

    /// <summary>It is settled: how often it stumbled matters no more.</summary>
    public void Forget(Claim claim) => _stumbles.TryRemove(claim.Alert.DeliveryId, out _);

    private async Task<DeliveryResult?> MakeAfterAsync(Task former, Claim claim, CancellationToken attempts)
    {
        await former;
        return await MakeAsync(claim, attempts);
    }

    /// <summary>Makes the attempt; null when it was broken off by a stop. Never fails.</summary>
    private async Task<DeliveryResult?> MakeAsync(Claim claim, CancellationToken attempts)
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
        var times = _stumbles.AddOrUpdate(claim.Alert.DeliveryId, 1, (_, before) => before + 1);
        logger.CouldNotBeWritten(receiver.Name, claim.Alert.DeliveryId, times, fault);
        var reason = $"it could not be written: {fault.GetType().Name}: {CleanText.Line(fault.Message)}";
        return times < MostStumbles ? new Deferred(reason) : new Rejected($"set aside: {reason} ({times} times)");
    }
}
