namespace NewsMonitor.Core.Rules;

/// <summary>How an item stands to what it tells: what <c>status:</c> of a rule asks for.</summary>
public enum ReportStatus
{
    /// <summary>Told as it is.</summary>
    Reported,

    /// <summary>Confirmed by somebody.</summary>
    Confirmed,

    /// <summary>Denied by somebody: not the same as false.</summary>
    Denied,

    /// <summary>Doubted or called unconfirmed.</summary>
    Disputed,

    /// <summary>Put right by those who told it.</summary>
    Corrected,

    /// <summary>Taken back by those who told it.</summary>
    Withdrawn,

    /// <summary>Told as what may, could or would be.</summary>
    Hypothetical,

    /// <summary>Asked, not told.</summary>
    Question,
}

/// <summary>What a status amounts to.</summary>
public static class ReportStatuses
{
    /// <summary>
    /// True when the status is a stand that somebody takes towards the report. A mere report, a supposition and a question are
    /// none: they move nothing, and are one more that speaks of it.
    /// </summary>
    public static bool IsStand(this ReportStatus status) =>
        status is not (ReportStatus.Reported or ReportStatus.Hypothetical or ReportStatus.Question);
}
