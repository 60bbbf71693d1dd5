using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Mutants;

/// <summary>
/// Three ways to deliver that people do build, and that lose alerts or send them again and again: the crash tests must find
/// each of them out, or they prove nothing about the real one.
/// </summary>
internal sealed class BrokenLoop(string design, AlertRegister register, LedgerStore store, Channels channels)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(channels.Receivers.Select(receiver => ServeAsync(receiver, stoppingToken)));

    private async Task ServeAsync(Receiver receiver, CancellationToken stopping)
    {
        await using var channel = channels.For(receiver);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var due = await DueAsync(receiver, stopping);
                await (
                    design switch
                    {
                        "markfirst" => MarkThenSendAsync(channel, due, stopping),
                        "sendfirst" => SendAllThenMarkAsync(channel, due, stopping),
                        "noclaim" => SendEachThenMarkAsync(channel, due, stopping),
                        _ => throw new InvalidOperationException($"there is no design {design}"),
                    }
                );
            }
            catch (LedgerUnavailable)
            {
                // As such designs do: it is tried again, the sending included.
            }
            await Task.Delay(Pause, TimeProvider.System, stopping);
        }
    }

    private async Task<ImmutableArray<OwedAlert>> DueAsync(Receiver receiver, CancellationToken stopping) =>
        [.. (await register.ListAsync(AlertState.Due, receiver.Name, 1_000, stopping)).Reverse()];

    /// <summary>"Seen" is saved before anything is sent.</summary>
    private async Task MarkThenSendAsync(IChannel channel, ImmutableArray<OwedAlert> due, CancellationToken stopping)
    {
        foreach (var alert in due)
            await MarkAsync(alert, stopping);
        foreach (var alert in due)
            await channel.DeliverAsync(alert.Alert, stopping);
    }

    /// <summary>The state is saved once all is sent.</summary>
    private async Task SendAllThenMarkAsync(IChannel channel, ImmutableArray<OwedAlert> due, CancellationToken stopping)
    {
        foreach (var alert in due)
            await channel.DeliverAsync(alert.Alert, stopping);
        foreach (var alert in due)
            await MarkAsync(alert, stopping);
    }

    /// <summary>One by one, but nothing is written down before a send: a disk that is full stops no mail.</summary>
    private async Task SendEachThenMarkAsync(
        IChannel channel,
        ImmutableArray<OwedAlert> due,
        CancellationToken stopping
    )
    {
        foreach (var alert in due)
        {
            await channel.DeliverAsync(alert.Alert, stopping);
            await MarkAsync(alert, stopping);
        }
    }

    private Task<int> MarkAsync(OwedAlert alert, CancellationToken stopping) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE alerts SET state = 2, settled_at = @now, next_attempt = NULL WHERE delivery_id = @id",
                    ("@id", alert.Alert.DeliveryId.Value),
                    ("@now", store.Time.GetUtcNow().ToUnixTimeMilliseconds())
                ),
            stopping
        );
}
