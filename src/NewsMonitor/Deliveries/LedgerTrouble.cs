using Microsoft.Extensions.Logging;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>Says once a minute, for all lanes together, that nothing is sent because the ledger cannot be used.</summary>
internal sealed class LedgerTrouble(TimeProvider time, ILogger<DeliveryLoop> logger)
{
    /// <summary>How long a lane waits before it tries the ledger again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private long? _lastReport;

    /// <summary>The ledger cannot be used.</summary>
    public void Report(LedgerUnavailable fault)
    {
        lock (_lock)
        {
            if (_lastReport is { } last && time.GetElapsedTime(last) < BetweenReports)
                return;
            _lastReport = time.GetTimestamp();
        }
        logger.NothingIsSent(fault.Message);
    }

    /// <summary>The ledger has answered.</summary>
    public void Over()
    {
        lock (_lock)
        {
            if (_lastReport is null)
                return;
            _lastReport = null;
        }
        logger.SendingAgain();
    }
}
