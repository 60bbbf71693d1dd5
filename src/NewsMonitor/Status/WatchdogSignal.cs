using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace NewsMonitor.Status;

/// <summary>
/// Tells systemd that the worker lives (sd_notify(3), WATCHDOG=1), twice in each interval that the unit asks for, as long
/// as the ledger can be written. Does nothing where no watchdog asks.
/// </summary>
internal sealed class WatchdogSignal(ISystemdNotifier systemd, HealthCheck check, TimeProvider time) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!systemd.IsEnabled || Interval() is not { } interval)
            return;

        using var timer = new PeriodicTimer(interval / 2, time);
        do
        {
            if ((await check.LookAsync(stoppingToken)).StorageFault is null)
                systemd.Notify(Alive);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static TimeSpan? Interval() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
}
