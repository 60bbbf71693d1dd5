using System.Collections.Immutable;

namespace NewsMonitor.Core.Alerts.Notices;

/// <summary>
/// Decides what the operator is told about feeds: each trouble once when it has lasted, once when it is over, and what has
/// one cause as one notice. Pure.
/// </summary>
public static class NoticePolicy
{
    private const int FewestForNetwork = 5;
    private const int FewestHostsForNetwork = 3;
    private const double ShareForNetwork = 0.8;
    private const string Network = "network";

    /// <summary>Gaps of one feed are told once in this time, and one that is not told within <see cref="GapNews"/> is old.</summary>
    private static readonly TimeSpan GapRest = TimeSpan.FromHours(24);
    private static readonly TimeSpan GapNews = TimeSpan.FromHours(1);

    /// <summary>Looks at all feeds at once.</summary>
    /// <param name="feeds">Every feed that is polled, or was until its publisher ended it.</param>
    /// <param name="told">The troubles that were told and not over at the last look.</param>
    /// <param name="terms">How much trouble it takes.</param>
    /// <param name="now">The present.</param>
    public static NoticeRound Decide(
        ImmutableArray<FeedHealth> feeds,
        ImmutableArray<Trouble> told,
        NoticeTerms terms,
        DateTimeOffset now
    )
    {
        var byId = feeds.ToDictionary(feed => feed.Id, StringComparer.Ordinal);
        var over = told.Where(trouble => IsOver(trouble, byId.GetValueOrDefault(trouble.Feed), now)).ToImmutableArray();
        var open = told.Except(over).ToImmutableArray();
        var groups = Groups(feeds, open, terms, now);
        return new(
            [.. groups.Select(group => group.Notice).OfType<Notice>(), .. Recoveries(over, open, byId, now)],
            [.. groups.SelectMany(group => group.Troubles)],
            over
        );
    }

    private static bool IsOver(Trouble trouble, FeedHealth? feed, DateTimeOffset now) =>
        feed is null
        || trouble.Kind switch
        {
            TroubleKind.Failing => feed.Error is null || feed.IsEnded,
            TroubleKind.Silent => feed.LastNewItem > trouble.Since,
            TroubleKind.Empty => feed.EmptySince is null,
            TroubleKind.Ended => !feed.IsEnded,
            TroubleKind.Moved => feed.MovedTo is null,
            _ => now - trouble.Since > GapRest,
        };

    private static List<Group> Groups(
        ImmutableArray<FeedHealth> feeds,
        ImmutableArray<Trouble> open,
        NoticeTerms terms,
        DateTimeOffset now
    )
    {
        var known = open.Select(trouble => (trouble.Feed, trouble.Kind)).ToHashSet();
        var groups = new List<Group>();
        foreach (var kind in Enum.GetValues<TroubleKind>())
        {
            var fresh = feeds
                .Where(feed => !known.Contains((feed.Id, kind)) && Began(feed, kind, terms, now) is not null)
                .ToList();
            if (fresh.Count > 0 && kind == TroubleKind.Failing)
                groups.AddRange(Failing(feeds, fresh, open, known, now));
            else
                groups.AddRange(fresh.GroupBy(feed => feed.Host).Select(host => Told(kind, [.. host], now)));
        }
        return groups;
    }

    /// <summary>Since when the feed has this trouble, so much of it that it is told; null when it has not.</summary>
    private static DateTimeOffset? Began(FeedHealth feed, TroubleKind kind, NoticeTerms terms, DateTimeOffset now) =>
        kind switch
        {
            TroubleKind.Failing when feed is { IsEnded: false, Error: not null } && feed.Failures >= terms.Failures =>
                Lasting(feed.FailingSince, terms.After, now),
            TroubleKind.Silent when feed is { Error: null, EmptySince: null, Rhythm: { } rhythm } => Lasting(
                feed.LastNewItem,
                terms.SilenceOf(rhythm),
                now
            ),
            TroubleKind.Empty when feed.Error is null => Lasting(feed.EmptySince, terms.After, now),
            TroubleKind.Ended when feed.IsEnded => feed.FailingSince ?? now,
            TroubleKind.Moved when feed.MovedTo is not null => feed.LastPoll ?? now,
            TroubleKind.Gap when feed.GapAt is { } gap && now - gap < GapNews => gap,
            _ => null,
        };

    private static DateTimeOffset? Lasting(DateTimeOffset? since, TimeSpan least, DateTimeOffset now) =>
        since is { } moment && now - moment >= least ? moment : null;

    /// <summary>What fails together is told together: everything, or everything of one host.</summary>
    private static IEnumerable<Group> Failing(
        ImmutableArray<FeedHealth> feeds,
        List<FeedHealth> fresh,
        ImmutableArray<Trouble> open,
        HashSet<(string, TroubleKind)> known,
        DateTimeOffset now
    )
    {
        var failing = feeds
            .Where(feed =>
                feed is { Error: not null, IsEnded: false } && !known.Contains((feed.Id, TroubleKind.Failing))
            )
            .ToList();
        if (OpenFor(Network, open) is { } network)
            return [Covered(network, failing)];
        if (IsNetworkWide(feeds))
            return [NetworkDown(failing, feeds.Length, now)];
        return fresh.GroupBy(feed => feed.Host).Select(host => OfHost(host.Key, [.. host]));

        Group OfHost(string host, List<FeedHealth> crossed)
        {
            var together = failing.Where(feed => feed.Host == host).ToList();
            if (OpenFor(host, open) is { } notice)
                return Covered(notice, together);
            var isHostWide = together.Count > 1 && together.Count * 2 >= feeds.Count(feed => feed.Host == host);
            return Told(TroubleKind.Failing, isHostWide ? together : crossed, now);
        }
    }

    /// <summary>Nearly all feeds of several hosts fail: that is our side of the network, and no publisher's.</summary>
    private static bool IsNetworkWide(ImmutableArray<FeedHealth> feeds)
    {
        var polled = feeds.Where(feed => feed is { LastPoll: not null, IsEnded: false }).ToList();
        var failing = polled.Where(feed => feed.Error is not null).ToList();
        return failing.Count >= FewestForNetwork
            && failing.Count >= polled.Count * ShareForNetwork
            && failing.Select(feed => feed.Host).Distinct().Count() >= FewestHostsForNetwork;
    }

    private static string? OpenFor(string cause, ImmutableArray<Trouble> open) =>
        open.Select(trouble => trouble.Notice)
            .FirstOrDefault(notice => notice.StartsWith($"{TroubleKind.Failing}:{cause}:", StringComparison.Ordinal));

    private static Group Covered(string notice, List<FeedHealth> feeds) =>
        new(null, [.. feeds.Select(feed => TroubleOf(feed, TroubleKind.Failing, notice))]);

    private static Group NetworkDown(List<FeedHealth> failing, int all, DateTimeOffset now)
    {
        var key = KeyOf(TroubleKind.Failing, Network, failing);
        return new(
            NoticeText.NetworkDown(key, failing, all, now),
            [.. failing.Select(feed => TroubleOf(feed, TroubleKind.Failing, key))]
        );
    }

    private static Group Told(TroubleKind kind, List<FeedHealth> feeds, DateTimeOffset now)
    {
        var key = KeyOf(kind, feeds.Count > 1 ? feeds[0].Host : $"feed {feeds[0].Id}", feeds);
        return new(NoticeText.Began(key, kind, feeds, now), [.. feeds.Select(feed => TroubleOf(feed, kind, key))]);
    }

    private static string KeyOf(TroubleKind kind, string cause, List<FeedHealth> feeds) =>
        $"{kind}:{cause}:{feeds.Min(feed => SinceOf(feed, kind)).ToUnixTimeSeconds()}";

    private static Trouble TroubleOf(FeedHealth feed, TroubleKind kind, string notice) =>
        new(feed.Id, kind, SinceOf(feed, kind), notice);

    private static DateTimeOffset SinceOf(FeedHealth feed, TroubleKind kind) =>
        (
            kind switch
            {
                TroubleKind.Silent => feed.LastNewItem,
                TroubleKind.Empty => feed.EmptySince,
                TroubleKind.Gap => feed.GapAt,
                TroubleKind.Moved => feed.LastPoll,
                _ => feed.FailingSince,
            }
        ) ?? DateTimeOffset.UnixEpoch;

    /// <summary>A notice is answered by one recovery, when the last of its feeds is well again.</summary>
    private static IEnumerable<Notice> Recoveries(
        ImmutableArray<Trouble> over,
        ImmutableArray<Trouble> open,
        Dictionary<string, FeedHealth> feeds,
        DateTimeOffset now
    )
    {
        var unfinished = open.Select(trouble => trouble.Notice).ToHashSet(StringComparer.Ordinal);
        return over.Where(trouble =>
                IsToldWhenOver(trouble) && feeds.GetValueOrDefault(trouble.Feed) is { IsEnded: false }
            )
            .Where(trouble => !unfinished.Contains(trouble.Notice))
            .GroupBy(trouble => trouble.Notice)
            .Select(group =>
                NoticeText.Over(group.Key, group.First().Kind, [.. group.Select(trouble => feeds[trouble.Feed])], now)
            );
    }

    private static bool IsToldWhenOver(Trouble trouble) =>
        trouble.Kind is TroubleKind.Failing or TroubleKind.Silent or TroubleKind.Empty;

    /// <summary>Troubles of one cause, and the notice that tells of them; null when an earlier one covers them.</summary>
    private sealed record Group(Notice? Notice, ImmutableArray<Trouble> Troubles);
}
