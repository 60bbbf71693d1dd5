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

    /// <summary>Waits to be told together with others. The schema knows this number.</summary>
    Held,

    /// <summary>Told in another alert, whose row says how far that has come.</summary>
    Carried,

    /// <summary>Not sent, because a person asked for silence.</summary>
    Silenced,

    /// <summary>Not sent, because its time was over.</summary>
    Expired,
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

    /// <summary>The delivery id of the alert that tells it; null when it goes on its own.</summary>
    public string? Carrier { get; init; }
}

/// <summary>The right to make one attempt, written to disk before it is handed out.</summary>
/// <param name="Alert">The message.</param>
/// <param name="Attempt">This attempt's number, from 1; already counted.</param>
/// <param name="OwedSince">When the alert became owed.</param>
/// <param name="LeaseUntil">When another worker may take the claim over.</param>
internal sealed record Claim(Alert Alert, int Attempt, DateTimeOffset OwedSince, DateTimeOffset LeaseUntil)
{
    /// <summary>True when the attempt before this one left no result behind: it may be what ended the program.</summary>
    public bool IsSuspect { get; init; }
}

/// <summary>One attempt that failed.</summary>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="At">When it ended.</param>
/// <param name="Reason">In plain words.</param>
/// <param name="Reply">How the receiver's answer began, at most 1 kB; null when there was none.</param>
internal sealed record FailedAttempt(int Attempt, DateTimeOffset At, string Reason, string? Reply);

/// <summary>Which alerts a claim may take.</summary>
/// <param name="Receiver">Whose.</param>
/// <param name="OnlyUrgent">True in quiet hours.</param>
/// <param name="Turn">Sees to it that no rule holds up the others; null for the order of owing alone.</param>
/// <param name="Alone">True when nothing else is under way: only then is a suspect tried.</param>
internal sealed record ClaimTerms(string Receiver, bool OnlyUrgent = false, RuleTurn? Turn = null, bool Alone = true);

/// <summary>Counts how many alerts of one rule were claimed in a row. For one receiver, one claim after the other.</summary>
/// <param name="most">So many, and another rule goes first when another waits.</param>
internal sealed class RuleTurn(int most)
{
    private string? _rule;
    private int _inARow;

    /// <summary>The rule that has had its turn; null while none has.</summary>
    public string? Served => _inARow >= most ? _rule : null;

    /// <summary>An alert of this rule was claimed.</summary>
    public void Took(string rule) => (_inARow, _rule) = (rule == _rule ? _inARow + 1 : 1, rule);
}
