using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Says why a rule does not match an item, by asking what change of the rule would make it match.</summary>
public sealed class WhyNot
{
    private readonly Item item;
    private readonly FeedOrigin feed;
    private readonly Meanings meanings;

    private WhyNot(Item item, FeedOrigin feed, Meanings meanings) =>
        (this.item, this.feed, this.meanings) = (item, feed, meanings);

    /// <summary>What keeps the rule from matching, each part that fails by itself; none when it matches.</summary>
    /// <param name="rule">The rule, enabled or not.</param>
    /// <param name="item">The item.</param>
    /// <param name="feed">The feed it came from.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static ImmutableArray<NearMiss> Of(WatchRule rule, Item item, FeedOrigin feed, Meanings? meanings = null) =>
        new WhyNot(item, feed, meanings ?? Meanings.Shipped).Misses(rule);

    private ImmutableArray<NearMiss> Misses(WatchRule rule) =>
        Filters(rule).FirstOrDefault() is { } filter ? [filter]
        : Holds(rule.Condition, rule.Condition) ? []
        : [.. Misses(rule.Condition, rule.Condition).OrderBy(miss => miss.Distance)];

    private IEnumerable<NearMiss> Filters(WatchRule rule)
    {
        if (!rule.Enabled)
            yield return new("", "the rule is switched off.", "Write enabled: true.", 0);
        if (!rule.Feeds.Admits(feed))
            yield return new("", $"the rule does not read the feed \"{feed.Name}\".", "Widen its feeds: line.", 0);
        if (
            item.Language is { } language
            && !rule.Languages.IsEmpty
            && !rule.Languages.Any(tag => Search.Speaks(language, tag))
        )
            yield return new(
                "",
                $"the item is in \"{language}\".",
                $"Add it to languages: [{string.Join(", ", rule.Languages)}].",
                0
            );
    }

    /// <summary>The parts that fail; of alternatives, the nearest.</summary>
    private IEnumerable<NearMiss> Misses(Condition condition, Condition rule) =>
        condition switch
        {
            All all => all.Parts.Where(part => !Holds(part, rule)).SelectMany(part => Misses(part, rule)),
            Any any => Nearest(any.Parts, rule),
            None none => none.Parts.Where(part => Holds(part, rule)).Select(Veto),
            AtLeast atLeast => Counted(atLeast, rule),
            Score score => Scored(score, rule),
            Near near => Apart(near, rule),
            Origin origin => [new(Name(origin), "the item does not say so.", "", 1)],
            Leaf leaf => [Miss(leaf, rule)],
            _ => [],
        };

    private List<NearMiss> Nearest(ImmutableArray<Condition> parts, Condition rule) =>
        parts.Select(part => Misses(part, rule).ToList()).MinBy(misses => misses.Sum(miss => miss.Distance)) ?? [];

    private NearMiss Veto(Condition veto)
    {
        var found = EvidenceOf(veto, veto).FirstOrDefault();
        var words = found is null ? "" : $" the {found.Field.InWords()} says \"{found.Words}\".";
        return new(
            $"not {found?.Leaf}",
            words.Trim(),
            "It vetoes the item: take it out of not:, or use except_in:.",
            1
        );
    }

    private IEnumerable<NearMiss> Counted(AtLeast atLeast, Condition rule)
    {
        var missing = atLeast.From.Where(part => !Holds(part, rule)).ToList();
        var holding = atLeast.From.Length - missing.Count;
        yield return new("at_least", $"{holding} of {atLeast.Of} parts hold.", "", 1);
        foreach (var miss in Nearest([.. missing], rule))
            yield return miss;
    }

    private IEnumerable<NearMiss> Scored(Score score, Condition rule)
    {
        var sum = score.Add.Where(part => Holds(part.Part, rule)).Sum(part => part.Worth);
        yield return new(
            "score",
            $"the parts that hold add up to {sum}, not {score.Reach}.",
            $"reach: {sum} would match.",
            1
        );
        var missing = score.Add.Where(part => part.Worth > 0 && !Holds(part.Part, rule)).Select(part => part.Part);
        foreach (var miss in Nearest([.. missing], rule))
            yield return miss;
    }

    private IEnumerable<NearMiss> Apart(Near near, Condition rule)
    {
        var missing = near.These.Where(part => !Holds(part, rule)).ToList();
        if (missing.Count > 0)
            return missing.SelectMany(part => Misses(part, rule));
        var name = $"near: {string.Join(", ", near.These.OfType<Leaf>().Select(leaf => leaf.Words))}";
        if (near.InOrder && Holds(near with { InOrder = false }, rule))
            return [new(name, "they stand in another order.", "Leave out order: yes.", 1)];
        var within = Enumerable
            .Range(near.Within + 1, Furthest)
            .FirstOrDefault(gap => Holds(near with { Within = gap }, rule));
        return within > 0
            ? [new(name, $"they stand {within} words apart.", $"within: {within} would match.", 1)]
            : [new(name, "they stand in different sentences.", "same: paragraph or same: item would match.", 2)];
    }

    private const int Furthest = 40;

    private NearMiss Miss(Leaf leaf, Condition rule)
    {
        var part = Name(leaf);
        foreach (var change in Changes(leaf))
            if (EvidenceOf(change.Changed, ReplacedIn(rule, leaf, change.Changed)).FirstOrDefault() is { } found)
                return new(part, change.Found(found), change.Remedy(found), 1);
        var missing = MissingWords(leaf);
        return new(
            part,
            missing.Count == 0
                ? "its words do not stand together."
                : $"nothing in the item stands for {string.Join(" or ", missing.Select(word => $"\"{word}\""))}.",
            leaf is PersonName or Organisation or Place
                ? "Other spellings go under also:."
                : "Other words for it go under also:.",
            2 + missing.Count
        );
    }

    /// <summary>What could be written instead, mildest first.</summary>
    private IEnumerable<Change> Changes(Leaf leaf)
    {
        var terms = leaf.Terms;
        if (terms.Times > 1)
            yield return new(
                leaf with
                {
                    Terms = terms with { Times = 1 },
                },
                _ => "it does not occur often enough.",
                _ => "Lower times:."
            );
        if (terms.In.Length < LeafTerms.Default.In.Length)
            yield return new(
                leaf with
                {
                    Terms = terms with { In = LeafTerms.Default.In },
                },
                found => $"it stands in the {found.Field.InWords()}.",
                found => $"Add {found.Field.InWords()} to in:."
            );
        if (terms.ExactCase)
            yield return new(
                leaf with
                {
                    Terms = terms with { ExactCase = false },
                },
                found => $"the case differs: \"{found.Words}\".",
                _ => "Leave out case: exact."
            );
        if (!terms.Never.IsEmpty)
            yield return new(
                leaf with
                {
                    Terms = terms with { Never = [] },
                },
                found => $"\"{found.Words}\" is under never:.",
                _ => "Take it out there."
            );
        if (!terms.ExceptIn.IsEmpty)
            yield return new(
                leaf with
                {
                    Terms = terms with { ExceptIn = [] },
                },
                found => $"\"{found.Words}\" stands inside an except_in: phrase.",
                _ => "Take that out."
            );
        if (terms.InOrder)
            yield return new(
                leaf with
                {
                    Terms = terms with { InOrder = false },
                },
                found => $"another order: \"{found.Words}\".",
                _ => "Leave out order: yes."
            );
        if (leaf is Phrase or Word)
            foreach (var change in PhraseChanges(leaf))
                yield return change;
        if (leaf is Place && terms.As < PlaceReach.Everything)
            yield return new(
                leaf with
                {
                    Terms = terms with { As = PlaceReach.Everything },
                },
                found => $"\"{found.Words}\" is {found.Reason.InWords()}.",
                _ => "as: everything would match."
            );
        if (leaf is Exact)
            yield return new(
                new Phrase
                {
                    Words = leaf.Words,
                    Terms = terms with { By = MatchLevel.Forms, Within = 0, InOrder = true },
                },
                found => $"another form or case: \"{found.Words}\".",
                _ => "Write it as a phrase."
            );
    }

    private IEnumerable<Change> PhraseChanges(Leaf leaf)
    {
        var terms = leaf.Terms;
        for (var by = terms.By + 1; by <= MatchLevel.Meaning; by++)
            yield return new(
                leaf with
                {
                    Terms = terms with { By = by },
                },
                found => $"\"{found.Words}\" is {found.Reason.InWords()}.",
                _ => $"match_by: {InWords(by)} would match."
            );
        yield return new(
            leaf with
            {
                Terms = terms with { Also = WeakSynonyms(leaf) },
            },
            found => $"\"{found.Words}\" holds a weak synonym without another sign beside it.",
            _ => "Add a places: or names: line, or put the word under also:."
        );
        yield return new(
            leaf with
            {
                Terms = terms with { By = MatchLevel.Loose, Within = terms.Gap },
            },
            found => $"in \"{found.Words}\" another noun stands before the last word.",
            _ => "match_by: loose would match."
        );
        for (var within = terms.Gap + 1; within <= Furthest; within++)
        {
            var wider = within;
            yield return new(
                leaf with
                {
                    Terms = terms with { Within = wider },
                },
                found => $"\"{found.Words}\" has {wider} other words, or a new clause, in between.",
                _ => $"within: {wider} would match."
            );
        }
        yield return new(
            leaf with
            {
                Terms = terms with { Same = Stretch.Paragraph, Within = null },
            },
            _ => "its words stand in two sentences.",
            _ => "same: paragraph would match."
        );
        yield return new(
            leaf with
            {
                Terms = terms with { By = MatchLevel.Widest, Same = null, Within = null },
            },
            _ => "its words stand far apart.",
            _ => "same: item, or match_by: widest, would match."
        );
    }

    private List<string> MissingWords(Leaf leaf) =>
        leaf is Phrase or Word
            ?
            [
                .. Concept
                    .Of(leaf)
                    .Select(concept => concept.Split ?? concept.Word)
                    .Where(word =>
                        !Holds(
                            new Word { Words = word, Terms = leaf.Terms with { Times = 1, Also = WeakSynonyms(leaf) } },
                            leaf
                        )
                    ),
            ]
            : [leaf.Words];

    private ImmutableArray<string> WeakSynonyms(Leaf leaf) => [.. Concept.WeakSynonymsOf(leaf, meanings).Distinct()];

    private bool Holds(Condition condition, Condition rule) =>
        Ask(condition, rule, static (node, search) => node.Holds(search));

    private ImmutableArray<Evidence> EvidenceOf(Condition condition, Condition rule) =>
        Ask(
            condition,
            rule,
            static (node, search) =>
            {
                var evidence = new List<Evidence>();
                if (node.Holds(search))
                    node.Explain(search, evidence);
                return evidence.ToImmutableArray();
            }
        );

    /// <summary>Asks a condition as a part of a rule, whose other parts are its anchors.</summary>
    private TAnswer Ask<TAnswer>(Condition condition, Condition rule, Func<Node, Search, TAnswer> question)
    {
        var book = new ClueBook(meanings);
        var compiler = new Compiler(book);
        var whole = compiler.Compile(rule);
        var node = compiler.Compile(condition);
        var search = new Search(book);
        search.Begin(item, feed);
        search.Rule = whole;
        return question(node, search);
    }

    private static Condition ReplacedIn(Condition rule, Leaf leaf, Leaf changed) =>
        rule switch
        {
            _ when ReferenceEquals(rule, leaf) => changed,
            All all => all with { Parts = [.. all.Parts.Select(part => ReplacedIn(part, leaf, changed))] },
            Any any => any with { Parts = [.. any.Parts.Select(part => ReplacedIn(part, leaf, changed))] },
            _ => rule,
        };

    private static string Name(Condition condition) =>
        condition switch
        {
            Leaf leaf => $"{LeafKind.Of(leaf).Key}: {leaf.Words}",
            Origin { Of: OriginKind.Feed } origin => $"feed: {origin.Value}",
            Origin { Of: OriginKind.Author } origin => $"author: {origin.Value}",
            Origin origin => $"lang: {origin.Value}",
            _ => "",
        };

    private static string InWords(MatchLevel level) =>
        level switch
        {
            MatchLevel.Exact => "exact",
            MatchLevel.Forms => "forms",
            MatchLevel.Meaning => "meaning",
            MatchLevel.Loose => "loose",
            _ => "widest",
        };

    /// <summary>Another way to write a leaf, and what to say when it matches.</summary>
    private sealed record Change(Leaf Changed, Func<Evidence, string> Found, Func<Evidence, string> Remedy);
}
