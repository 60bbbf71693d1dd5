using System.Text.RegularExpressions;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Every word with a certain beginning.</summary>
internal sealed class StartsMatcher(Starts leaf, ClueBook book) : LeafMatcher(leaf)
{
    private readonly int clue = book.OfPrefix(Folding.Fold(leaf.Words));

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) => weights.Count(clue);

    /// <inheritdoc/>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) => [Filing.Of(clue)];

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        for (var at = search.FirstOf(clue); at >= 0; at = search.At(at).Next)
        {
            var found = search.At(at);
            if (sightings.Offer(found.First, found.Last, 0, found.Reason, found.IsWeak, []))
                return;
        }
    }
}

/// <summary>These tokens, side by side: in this case, or as a name of an organisation.</summary>
internal abstract class SequenceMatcher : LeafMatcher
{
    private readonly int clue;
    private readonly int offset;

    /// <summary>Finds the sequence by its rarest word.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="words">Its words, folded; one at least.</param>
    /// <param name="book">Where its clue is kept.</param>
    protected SequenceMatcher(Leaf leaf, string[] words, ClueBook book)
        : base(leaf)
    {
        offset = Array.IndexOf(words, words.MinBy(word => (Words.FrequencyOf(word), -word.Length)));
        Length = words.Length;
        clue = book.OfWord(words[offset]);
    }

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) => weights.Count(clue);

    /// <inheritdoc/>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) => [Filing.Of(clue)];

    /// <summary>How many words it has.</summary>
    protected int Length { get; }

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        for (var at = search.FirstOf(clue); at >= 0; at = search.At(at).Next)
        {
            var first = search.At(at).First - offset;
            if (first < 0 || first + Length > search.Reading.Count || !StandsAt(search, first))
                continue;
            var last = first + Length - 1;
            if (sightings.Offer(first, last, 0, ReasonAt(search, first), IsDoubtfulAt(search, first), []))
                return;
        }
    }

    /// <summary>True when the word of the sequence with this number stands at a word of the item.</summary>
    protected abstract bool Is(Search search, int at, int number);

    /// <summary>How the words answer the leaf.</summary>
    protected virtual EvidenceReason ReasonAt(Search search, int first) => EvidenceReason.SameWords;

    /// <summary>True when the words may mean something else here: then they need an anchor.</summary>
    protected virtual bool IsDoubtfulAt(Search search, int first) => false;

    /// <summary>True when the words around are in order.</summary>
    protected virtual bool Fits(Search search, int first) => true;

    private bool StandsAt(Search search, int first)
    {
        for (var i = 0; i < Length; i++)
            if (!search.Reading.SameSentence(first, first + i) || !Is(search, first + i, i))
                return false;
        return Fits(search, first);
    }
}

/// <summary>These tokens, in this case, side by side.</summary>
internal sealed class ExactMatcher : SequenceMatcher
{
    private readonly string[] words;

    public ExactMatcher(Exact leaf, ClueBook book)
        : base(leaf, [.. Tokeniser.Read(leaf.Words).Tokens.Select(token => token.Word)], book) =>
        words = [
            .. Tokeniser
                .Read(leaf.Words)
                .Tokens.Select(token => ItemWord.Plain(leaf.Words.AsSpan(token.Start, token.End - token.Start))),
        ];

    /// <inheritdoc/>
    protected override bool Is(Search search, int at, int number) =>
        ItemWord.IsWritten(search.Reading.Written(at), words[number]);
}

/// <summary>
/// An organisation by its name, with or without its legal form, in capitals where its name is an acronym. An ordinary word
/// with a capital needs a second sign where the capital tells nothing.
/// </summary>
internal sealed class OrganisationMatcher : SequenceMatcher
{
    private static readonly HashSet<string> LegalForms = new(
        [
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "ltd",
            "limited",
            "plc",
            "llc",
            "ag",
            "gmbh",
            "sa",
            "nv",
            "spa",
            "se",
            "ab",
            "asa",
            "oyj",
            "holdings",
        ],
        StringComparer.Ordinal
    );

    private readonly int[] words;
    private readonly bool isAcronym;
    private readonly bool isOrdinary;

    public OrganisationMatcher(Organisation leaf, ClueBook book)
        : this(leaf, NameOf(leaf), book) { }

    private OrganisationMatcher(Organisation leaf, Token[] name, ClueBook book)
        : base(leaf, [.. name.Select(token => token.Word)], book)
    {
        words = [.. name.Select(token => Lexicon.Shared.IdOf(token.Word))];
        isAcronym = name is [{ Shape: Shape.Capitals, Word.Length: >= 2 and <= 4 }];
        isOrdinary = name.Length == 1 && !isAcronym && Words.IsDictionaryWord(name[0].Word);
    }

    /// <inheritdoc/>
    protected override bool Is(Search search, int at, int number) =>
        search.Reading.Words[at].Id == words[number]
        && (number > 0 || search.Reading.Words[at].IsCapital)
        && (!isAcronym || search.Reading.Words[at].Shape == Shape.Capitals);

    /// <summary><i>Harrison Ford</i> is no carmaker.</summary>
    protected override bool Fits(Search search, int first) =>
        Length > 1
        || isAcronym
        || first == 0
        || !search.Reading.Adjoins(first - 1)
        || !search.Reading.Words[first - 1].IsCapital
        || (search.Reading.Traits(first - 1) & WordTraits.GivenName) == 0;

    /// <inheritdoc/>
    protected override EvidenceReason ReasonAt(Search search, int first) =>
        isAcronym ? EvidenceReason.Acronym : EvidenceReason.SameWords;

    /// <inheritdoc/>
    protected override bool IsDoubtfulAt(Search search, int first) =>
        search.Reading.IsShouted(first) && (isAcronym || isOrdinary)
        || (isOrdinary && !HasLegalForm(search, first) && TellsNothing(search, first));

    private static bool TellsNothing(Search search, int at) =>
        search.Reading.OpensSentence(at) || search.Reading.IsInTitleCase(at);

    private bool HasLegalForm(Search search, int first)
    {
        var behind = first + Length;
        return search.Reading.Adjoins(behind - 1) && LegalForms.Contains(search.Reading.Folded(behind));
    }

    /// <summary>The words without the legal form at their end, if something is left.</summary>
    private static Token[] NameOf(Organisation leaf)
    {
        var tokens = Tokeniser.Read(leaf.Words).Tokens.ToArray();
        var length = tokens.Length;
        while (length > 1 && LegalForms.Contains(tokens[length - 1].Word))
            length--;
        return tokens[..length];
    }
}

/// <summary>A regular expression over the text of each field, in time linear to its length.</summary>
internal sealed class PatternMatcher : LeafMatcher
{
    /// <summary>The longest that one field may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly Regex regex;

    public PatternMatcher(Pattern leaf)
        : base(leaf) => regex = Compile(leaf.Words);

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) { }

    /// <summary>Nothing can be said of what it needs: the rule is found by its other parts, or asked for every item.</summary>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => null;

    /// <summary>The expression as it runs.</summary>
    /// <exception cref="ArgumentException">It is no expression, or asks for what only backtracking can give.</exception>
    public static Regex Compile(string expression)
    {
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            return new Regex(expression, Options, Longest);
        }
        catch (NotSupportedException fault)
        {
            throw new ArgumentException(fault.Message, nameof(expression), fault);
        }
    }

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        foreach (var field in Leaf.Terms.In)
            if (FindIn(field, search, sightings))
                return;
    }

    private bool FindIn(ItemField field, Search search, Sightings sightings)
    {
        var (at, behind) = search.Reading.RangeOf(field);
        try
        {
            foreach (var match in regex.EnumerateMatches(search.Reading.TextOf(field)))
            {
                while (at < behind && search.Reading.Words[at].End <= match.Index)
                    at++;
                var last = at;
                while (last + 1 < behind && search.Reading.Words[last + 1].Start < match.Index + match.Length)
                    last++;
                if (
                    at < behind
                    && match.Length > 0
                    && sightings.Offer(at, last, 0, EvidenceReason.SameWords, false, [])
                )
                    return true;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // The engine is linear, so only a huge text takes so long: the rest of it counts as not found.
        }
        return false;
    }
}
