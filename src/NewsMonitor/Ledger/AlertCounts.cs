namespace NewsMonitor.Ledger;

/// <summary>How many alerts stand where.</summary>
/// <param name="Due">Owed, waiting for an attempt.</param>
/// <param name="Claimed">Under way.</param>
/// <param name="Delivered">With their receiver, and still remembered.</param>
/// <param name="Dead">Given up: the dead-letter list.</param>
/// <param name="OldestDue">Since when the oldest unsettled alert is owed; null when nothing is owed.</param>
internal sealed record AlertCounts(int Due, int Claimed, int Delivered, int Dead, DateTimeOffset? OldestDue);
