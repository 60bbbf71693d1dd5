using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>How far an alert has come.</summary>
internal enum AlertState
{
    /// <summary>Owed; will be tried when it is due.</summary>
    Due,

    /// <summary>Claimed by a delivery that is under way, or was when the process died.</summary>
    Claimed,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>Given up: the dead-letter list.</summary>
    Dead,

    /// <summary>Taken off the list by a person.</summary>
    Dropped,
}

/// <summary>An alert with what the ledger knows of its way to the receiver.</summary>
internal sealed record OwedAlert
{
    /// <summary>The message.</summary>
    public required Alert Alert { get; init; }

    /// <summary>How far it has come.</summary>
    public required AlertState State { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it became owed.</summary>
    public required DateTimeOffset OwedSince { get; init; }

    /// <summary>When it will next be tried; null once it is settled.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>When it was delivered, given up or dropped; null before.</summary>
    public DateTimeOffset? Settled { get; init; }

    /// <summary>Why the last attempt failed, in plain words; null when none has.</summary>
    public string? LastReason { get; init; }
}

/// <summary>The right to make one attempt, written to disk before it is handed out.</summary>
/// <param name="Alert">The message.</param>
/// <param name="Attempt">This attempt's number, from 1; already counted.</param>
/// <param name="OwedSince">When the alert became owed.</param>
/// <param name="LeaseUntil">When another worker may take the claim over.</param>
internal sealed record Claim(Alert Alert, int Attempt, DateTimeOffset OwedSince, DateTimeOffset LeaseUntil);
