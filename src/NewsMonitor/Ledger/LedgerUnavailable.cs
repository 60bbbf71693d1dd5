namespace NewsMonitor.Ledger;

/// <summary>The ledger cannot be read or written. The message names the path and the reason, for people.</summary>
internal sealed class LedgerUnavailable(string message, Exception? inner = null) : Exception(message, inner);
