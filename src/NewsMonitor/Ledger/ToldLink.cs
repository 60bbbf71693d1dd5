using System.Collections.Immutable;

namespace NewsMonitor.Ledger;

/// <summary>A page that an alert of a story points to.</summary>
/// <param name="Id">Its row.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Feed">The id of the feed that listed its item.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Delivery">The delivery id of the alert.</param>
/// <param name="ToldAt">When the alert became owed.</param>
/// <param name="Until">When its story is followed no more.</param>
/// <param name="GoneSince">When it was first found gone, if every look since did; null when the last one did not.</param>
internal sealed record ToldLink(
    long Id,
    string RuleId,
    string Feed,
    Uri Address,
    string Delivery,
    DateTimeOffset ToldAt,
    DateTimeOffset Until,
    DateTimeOffset? GoneSince
);

/// <summary>A look at a page.</summary>
/// <param name="Link">The page.</param>
/// <param name="GoneStatus">404 or 410 when it is gone; null for everything else, which is no evidence.</param>
internal readonly record struct LinkLook(ToldLink Link, int? GoneStatus);

/// <summary>What came of some looks.</summary>
/// <param name="Lost">The pages that are gone for certain, with what they answered.</param>
/// <param name="Relaunched">The hosts of which too many pages are gone for any of them to mean something, with how many.</param>
/// <param name="Alerts">How many alerts became owed.</param>
internal sealed record LookRecord(
    ImmutableArray<LinkLook> Lost,
    ImmutableArray<(string Host, long Pages)> Relaunched,
    int Alerts
);
