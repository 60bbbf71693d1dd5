using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Makes conditions ready to be asked; leaves that say the same are one node, however many rules hold them.</summary>
internal sealed class Compiler(ClueBook book)
{
    private Dictionary<LeafKey, LeafMatcher> leaves = [];
    private Dictionary<LeafKey, LeafMatcher[]> alternatives = [];

    /// <summary>The condition as a node.</summary>
    /// <exception cref="ArgumentException">A leaf that <c>check</c> would have refused.</exception>
    public Node Compile(Condition condition) =>
        condition switch
        {
            All { Parts: [var only] } => Compile(only),
            Any { Parts: [var only] } => Compile(only),
            All all => new AllNode([.. all.Parts.OrderBy(Cost).Select(Compile)]),
            Any any => new AnyNode([.. any.Parts.Select(Compile)]),
            None none => new NoneNode([.. none.Parts.Select(Compile)]),
            AtLeast atLeast => new AtLeastNode(atLeast.Of, [.. atLeast.From.Select(Compile)]),
            Score score => new ScoreNode(
                score.Reach,
                [.. score.Add.Select(part => Compile(part.Part))],
                [.. score.Add.Select(part => part.Worth)]
            ),
            Near near => Compile(near),
            Origin origin => new OriginNode(origin),
            EveryItem => new EveryItemNode(),
            Leaf leaf => Compile(leaf),
            _ => throw new ArgumentOutOfRangeException(
                nameof(condition),
                condition,
                "not a condition that can be matched"
            ),
        };

    /// <summary>Lets go of the leaves that were made: only nodes that are in use stay.</summary>
    public void Forget() => (leaves, alternatives) = ([], []);

    /// <summary>What is cheap to ask is asked first; a veto last, for it seldom decides.</summary>
    private static int Cost(Condition condition) =>
        condition switch
        {
            Origin => 0,
            None => 3,
            Leaf and not Pattern => 1,
            _ => 2,
        };

    /// <summary>Single words near each other are found as the words of a phrase are; anything else by its sightings.</summary>
    private Node Compile(Near near)
    {
        var words = near.These.OfType<Leaf>().Where(IsSingleWord).ToList();
        return words.Count == near.These.Length && words.TrueForAll(word => word.Terms.Equals(words[0].Terms))
            ? new PhraseMatcher(near, words, book)
            : new NearNode(near, [.. near.These.Select(LeavesOf)]);
    }

    private static bool IsSingleWord(Leaf leaf) =>
        leaf is Phrase or Word
        && leaf.Terms is { Times: 1, Also.IsEmpty: true, Never.IsEmpty: true, ExceptIn.IsEmpty: true }
        && Concept.Of(leaf).Length == 1;

    private LeafMatcher[] LeavesOf(Condition part) =>
        part switch
        {
            Any any => [.. any.Parts.SelectMany(LeavesOf)],
            Leaf leaf => Alternatives(leaf),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "not a part that can stand near another"),
        };

    private Node Compile(Leaf leaf) => Alternatives(leaf) is [var only] ? only : new AnyNode(Alternatives(leaf));

    /// <summary>The leaf, and the whole of it in other words.</summary>
    private LeafMatcher[] Alternatives(Leaf leaf)
    {
        var key = LeafKey.Of(leaf);
        if (!alternatives.TryGetValue(key, out var matchers))
            alternatives.Add(
                key,
                matchers = [
                    Pooled(leaf),
                    .. OtherWords(leaf, book.Meanings)
                        .Select(words => Pooled(leaf with { Words = words, Terms = leaf.Terms with { Also = [] } })),
                ]
            );
        return matchers;
    }

    /// <summary>
    /// The other words that stand for the whole of a leaf: what people have put under <c>also</c>, the other names of a person,
    /// and two words as one (<i>airstrike</i>).
    /// </summary>
    public static IEnumerable<string> OtherWords(Leaf leaf, Meanings meanings) =>
        Added(leaf, meanings).Concat(leaf is Phrase ? Concept.Joined(leaf.Words) : []);

    /// <summary>A word under <c>also</c> that is a weak synonym of one of the words counts there; any other stands for the whole.</summary>
    private static IEnumerable<string> Added(Leaf leaf, Meanings meanings) =>
        leaf.Terms.Also.IsEmpty || leaf is not (Phrase or Word)
            ? leaf.Terms.Also.AddRange(Aliases(leaf, meanings))
            : leaf.Terms.Also.Except(Concept.WeakSynonymsOf(leaf, meanings), StringComparer.OrdinalIgnoreCase);

    /// <summary>The other names that people have given a person or an organisation.</summary>
    private static IEnumerable<string> Aliases(Leaf leaf, Meanings meanings) =>
        leaf is PersonName or Organisation ? meanings.AliasesOf(leaf.Words) : [];

    private LeafMatcher Pooled(Leaf leaf)
    {
        var key = LeafKey.Of(leaf);
        if (!leaves.TryGetValue(key, out var matcher))
        {
            leaves.Add(key, matcher = Matcher(leaf));
            if (!leaf.Terms.ExceptIn.IsEmpty)
                matcher.Exceptions = [.. leaf.Terms.ExceptIn.Select(Exception)];
        }
        return matcher;
    }

    private LeafMatcher Matcher(Leaf leaf) =>
        leaf switch
        {
            Phrase or Word => new PhraseMatcher(leaf, book),
            Starts starts => new StartsMatcher(starts, book),
            Exact exact => new ExactMatcher(exact, book),
            Pattern pattern => new PatternMatcher(pattern),
            PersonName name => new NameMatcher(name, book),
            Organisation organisation => new OrganisationMatcher(organisation, book),
            Place place => new PlaceMatcher(place, book),
            _ => throw new ArgumentOutOfRangeException(nameof(leaf), leaf, "not a leaf that can be matched"),
        };

    /// <summary>The words of an exception stand side by side, in any inflection.</summary>
    private PhraseMatcher Exception(string words) =>
        new(
            new Phrase
            {
                Words = words,
                Terms = LeafTerms.Default with { By = MatchLevel.Forms, Within = 0, InOrder = true },
            },
            book
        );

    private readonly record struct LeafKey(Type Kind, string Words, LeafTerms Terms)
    {
        public static LeafKey Of(Leaf leaf) => new(leaf.GetType(), leaf.Words, leaf.Terms);
    }
}
