using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>Runs a lane for each receiver, all at once, for as long as the program runs.</summary>
internal sealed class DeliveryLoop(
    LaneLedger ledger,
    Channels channels,
    NoticeDesk notices,
    DeliverySignal signal,
    DeliveryTerms terms,
    TimeProvider time,
    Random random,
    ILogger<DeliveryLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan BetweenRollCalls = TimeSpan.FromMinutes(1);
    private readonly LedgerTrouble _trouble = new(time, logger);

    /// <summary>At a stop nothing more is claimed; what is being sent may be sent, so that nothing is sent twice.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var attempts = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var _ = stoppingToken.Register(() => attempts.CancelAfter(terms.Grace));
        var lanes = channels.Receivers.Select(LaneOf).ToArray();
        await Task.WhenAll([
            CallTheRollAsync(stoppingToken),
            .. lanes.Select(lane => lane.RunAsync(stoppingToken, attempts.Token)),
        ]);
    }

    /// <summary>Lanes run side by side and a Random is for one thread: each gets its own.</summary>
    private DeliveryLane LaneOf(Receiver receiver) =>
        new(
            receiver,
            channels.For(receiver),
            channels.EndpointOf(receiver),
            ledger,
            notices,
            signal,
            _trouble,
            terms,
            time,
            new Random(random.Next()),
            logger
        );

    /// <summary>Says once of each receiver that is owed something and no longer configured. What it is owed stays owed.</summary>
    private async Task CallTheRollAsync(CancellationToken stopping)
    {
        var known = channels.Receivers.Select(receiver => receiver.Name).ToHashSet(StringComparer.Ordinal);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                foreach (var name in await ledger.Alerts.ReceiversOwedAsync(stopping))
                {
                    if (known.Add(name))
                        logger.NoSuchReceiver(name);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
            catch (LedgerUnavailable fault)
            {
                _trouble.Report(fault);
            }
            await Task.Delay(BetweenRollCalls, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
