using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>What a rule would have found among the items of the last days.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Matches">How many items it would have matched.</param>
/// <param name="Items">Of how many.</param>
/// <param name="Examples">The latest of them, each headline once.</param>
/// <param name="NearMisses">The items that it missed by least.</param>
internal sealed record PastFinding(
    WatchRule Rule,
    int Matches,
    int Items,
    ImmutableArray<Match> Examples,
    ImmutableArray<PastMiss> NearMisses
)
{
    /// <summary>A rule that matches more than this share of all items tells more than anybody reads.</summary>
    public const double MostShare = 0.02;

    /// <summary>Of fewer items than this a share says nothing.</summary>
    private const int FewestItems = 200;

    /// <summary>The share of all items that it would have matched.</summary>
    public double Share => Items == 0 ? 0 : (double)Matches / Items;

    /// <summary>True when it matches too much.</summary>
    public bool IsTooBroad => Items >= FewestItems && Share > MostShare;
}

/// <summary>An item that a rule did not match, and why.</summary>
internal sealed record PastMiss(Item Item, ImmutableArray<NearMiss> Misses)
{
    /// <summary>How far the rule is from matching it.</summary>
    public int Distance => Misses.Sum(miss => miss.Distance);
}

/// <summary>Tries rules on the items that the ledger still has the texts of.</summary>
internal sealed class PastTrial
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(7);

    /// <summary>Near misses are looked for where there are no more rules than this: each is asked many times over.</summary>
    public const int MostRulesWithMisses = 100;

    private const int MostExamples = 3;
    private const int MostMisses = 2;

    /// <summary>Near misses are looked for among so many of the latest items.</summary>
    private const int ItemsForMisses = 20_000;

    /// <summary>So many items that a widened rule finds are asked why the rule does not.</summary>
    private const int MostAsked = 6;

    private readonly ImmutableArray<Tally> tallies;
    private readonly FrozenDictionary<string, FeedOrigin> origins;
    private readonly Meanings meanings;
    private readonly Matcher matcher;
    private readonly Matcher? wider;

    /// <param name="rules">The rules; those that are not enabled are tried as if they were.</param>
    /// <param name="feeds">The feeds that rules choose by.</param>
    /// <param name="meanings">What words mean.</param>
    public PastTrial(ImmutableArray<WatchRule> rules, ImmutableArray<Feed> feeds, Meanings meanings)
    {
        this.meanings = meanings;
        tallies = [.. rules.Select(rule => new Tally(rule with { Enabled = true }))];
        origins = feeds.ToFrozenDictionary(feed => feed.Id, feed => feed.Origin, StringComparer.Ordinal);
        // Ids are replaced by places in the list, because both widened forms of a rule lead to it.
        matcher = new Matcher(RuleIndex.Build(tallies.Select((tally, at) => Numbered(tally.Rule, at)), meanings));
        wider =
            rules.Length > MostRulesWithMisses
                ? null
                : new Matcher(
                    RuleIndex.Build(
                        tallies.SelectMany(
                            (tally, at) =>
                                WiderRule
                                    .Of(tally.Rule)
                                    .Select((rule, step) => Numbered(rule, (at * WiderRule.Most) + step))
                        ),
                        meanings
                    )
                );
    }

    /// <summary>The findings, in the order of the rules.</summary>
    /// <param name="items">The items, the latest first.</param>
    public ImmutableArray<PastFinding> Run(IEnumerable<RememberedItem> items)
    {
        var count = 0;
        foreach (var item in items)
            if (item.Text is { } text)
                Try(text, OriginOf(text), isRecent: ++count <= ItemsForMisses);
        return [.. tallies.Select(tally => tally.Finding(count, MissesOf(tally)))];
    }

    private void Try(Item item, FeedOrigin feed, bool isRecent)
    {
        var matches = matcher.FindMatches(item, feed);
        foreach (var match in matches)
            tallies[PlaceOf(match)].Add(match);
        if (wider is null || !isRecent)
            return;
        var found = matches.Select(PlaceOf).ToHashSet();
        foreach (var place in wider.FindMatches(item, feed).Select(PlaceOf).Order())
            if (found.Add(place / WiderRule.Most))
                tallies[place / WiderRule.Most].AddNear(item, step: place % WiderRule.Most);
    }

    private FeedOrigin OriginOf(Item item) =>
        origins.GetValueOrDefault(item.Feed) ?? new FeedOrigin(item.Feed, item.Feed, []);

    private ImmutableArray<PastMiss> MissesOf(Tally tally) =>
        [
            .. tally
                .Near.Select(item => new PastMiss(item, WhyNot.Of(tally.Rule, item, OriginOf(item), meanings)))
                .Where(miss => !miss.Misses.IsEmpty)
                .OrderBy(miss => miss.Distance)
                .Take(MostMisses),
        ];

    private static WatchRule Numbered(WatchRule rule, int place) =>
        rule with
        {
            Id = place.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };

    private static int PlaceOf(Match match) =>
        int.Parse(match.Rule.Id, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Tally(WatchRule rule)
    {
        private readonly List<Match> examples = [];
        private readonly List<Item>[] near = [.. Enumerable.Range(0, WiderRule.Most).Select(_ => new List<Item>())];
        private int matches;

        public WatchRule Rule => rule;

        /// <summary>The items that a wider form of the rule finds, those of the least widened first.</summary>
        public IEnumerable<Item> Near => near.SelectMany(items => items);

        public void Add(Match match)
        {
            matches++;
            if (examples.Count < MostExamples && !examples.Exists(other => other.Item.Title == match.Item.Title))
                examples.Add(match with { Rule = rule });
        }

        public void AddNear(Item item, int step)
        {
            if (near[step].Count < MostAsked && !near[step].Exists(other => other.Title == item.Title))
                near[step].Add(item);
        }

        public PastFinding Finding(int items, ImmutableArray<PastMiss> misses) =>
            new(rule, matches, items, [.. examples], misses);
    }
}
