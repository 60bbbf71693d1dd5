using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Feeds;

namespace NewsMonitor.Scheduling;

/// <summary>The feeds that are polled and the rules that read their items, as one immutable set: who takes it sees nothing of another.</summary>
/// <param name="Desk">Reads items against the rules.</param>
/// <param name="Feeds">The feeds by id.</param>
/// <param name="Languages">Finds the language of items whose feed does not say it, where a rule asks.</param>
internal sealed record Edition(AlertDesk Desk, FrozenDictionary<string, Feed> Feeds, SpokenLanguages Languages)
{
    /// <summary>Compiles the rules. Takes seconds for a million of them, and touches nothing that is in force.</summary>
    public static Edition Of(
        ImmutableArray<Feed> feeds,
        ImmutableArray<WatchRule> rules,
        Meanings meanings,
        IReadOnlyDictionary<string, DeliveryMode>? modes = null
    ) =>
        new(
            new AlertDesk(new Matcher(RuleIndex.Build(rules, meanings)), modes),
            feeds.ToFrozenDictionary(feed => feed.Id, StringComparer.Ordinal),
            new SpokenLanguages(AskedLanguages.Of(rules))
        );

    /// <summary>A feed as the rules of this edition know it; one that was taken out during its last poll, as it was.</summary>
    public FeedOrigin OriginOf(Feed feed) => Feeds.GetValueOrDefault(feed.Id, feed).Origin;
}

/// <summary>The edition in force: one reference, so that the next edition takes its place at once and as a whole.</summary>
internal sealed class EditionInForce(Edition first)
{
    private volatile Edition current = first;

    /// <summary>The edition in force.</summary>
    public Edition Current => current;

    /// <summary>Puts the next edition in force. Who has taken the former one finishes with it.</summary>
    public void Replace(Edition next)
    {
        var former = current;
        current = next;
        former.Languages.Unload();
    }
}
