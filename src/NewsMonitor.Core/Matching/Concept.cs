using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>One word of a rule and how far from it the text may be: equal terms are one clue.</summary>
/// <param name="Word">Folded; the joined form of a hyphenated word.</param>
/// <param name="Split">The parts of a hyphenated word, with a space between them; null for a plain word.</param>
/// <param name="Written">The written form when its case counts; null when not.</param>
/// <param name="IsAcronym">True when the rule writes it in two to four capitals.</param>
/// <param name="By">How far from the word the text may be.</param>
/// <param name="Also">Weak synonyms that need no anchor here, each with a space before and behind; null for none.</param>
/// <param name="Never">Words that do not count here, each with a space before and behind; null for none.</param>
/// <param name="IsNoun">True for a noun before another word that has nothing to do with the verb of the same letters: a train crash is no training.</param>
internal readonly record struct ConceptTerms(
    string Word,
    string? Split,
    string? Written,
    bool IsAcronym,
    MatchLevel By,
    string? Also,
    string? Never,
    bool IsNoun = false
);

/// <summary>One word that stands for a concept.</summary>
/// <param name="Word">Folded.</param>
/// <param name="Reason">How it stands for it.</param>
/// <param name="IsLemma">True when its inflections count as well.</param>
/// <param name="Test">What must hold beside the word.</param>
/// <param name="Operand">What the test needs.</param>
/// <param name="IsWeak">True when it counts only beside an anchor.</param>
/// <param name="IsBlocked">True when the word never counts.</param>
internal readonly record struct ConceptMember(
    string Word,
    EvidenceReason Reason,
    bool IsLemma,
    SignTest Test = SignTest.None,
    string? Operand = null,
    bool IsWeak = false,
    bool IsBlocked = false
);

/// <summary>
/// A word of a rule as what it means: its inflections, the verbs or nouns of its family one step away, its synonyms and
/// verbs with their particle, and its joined or split form.
/// </summary>
internal static class Concept
{
    private const int LongestAcronym = 4;

    /// <summary>
    /// The concepts of the content words of a leaf, in the order of its words; a hyphenated pair is one. A leaf of nothing
    /// but function words means them.
    /// </summary>
    public static ImmutableArray<ConceptTerms> Of(Leaf leaf)
    {
        var tokens = Tokeniser.Read(leaf.Words).Tokens;
        var concepts = ImmutableArray.CreateBuilder<ConceptTerms>();
        for (var at = 0; at < tokens.Count; at++)
            if (IsPair(tokens, at))
                concepts.Add(OfPair(tokens[at], tokens[++at], leaf));
            else if (IsContent(tokens[at]))
                concepts.Add(OfToken(tokens[at], leaf) with { IsNoun = IsNounApart(tokens, at) });
        return concepts.Count > 0 ? concepts.ToImmutable() : [.. tokens.Select(token => OfToken(token, leaf))];
    }

    /// <summary>The words that stand for a concept.</summary>
    public static IEnumerable<ConceptMember> MembersOf(ConceptTerms terms, Meanings meanings)
    {
        if (terms.IsAcronym)
            return [new(terms.Word, EvidenceReason.SameWords, IsLemma: false, SignTest.Capitals)];
        if (terms.Written is { } written)
            return [new(terms.Word, EvidenceReason.SameWords, IsLemma: false, SignTest.SameCase, written)];
        var own = terms.By == MatchLevel.Exact ? SameLetters(terms) : Forms(terms);
        var related = terms.By >= MatchLevel.Meaning ? Related(terms, meanings) : [];
        return [.. own, .. related.Where(member => !IsNever(terms, member)), .. Blocked(terms)];
    }

    /// <summary>The words of a phrase with two of them written as one, where that is a word: <i>airstrike victim</i>.</summary>
    public static IEnumerable<string> Joined(string words)
    {
        var tokens = Tokeniser.Read(words).Tokens;
        for (var at = 0; at + 1 < tokens.Count; at++)
            if (!tokens[at + 1].Joined && Compounds.Joined(tokens[at].Word, tokens[at + 1].Word) is not null)
                yield return string.Concat(words.AsSpan(0, tokens[at].End), words.AsSpan(tokens[at + 1].Start));
    }

    /// <summary>The weak synonyms of the words of a leaf, as the word lists write them.</summary>
    public static IEnumerable<string> WeakSynonymsOf(Leaf leaf, Meanings meanings) =>
        Of(leaf)
            .SelectMany(terms => Words.RootsOf(terms.Word))
            .SelectMany(root => meanings.FamilyOf(root).Prepend(root))
            .SelectMany(meanings.SynonymsOf)
            .Where(synonym => synonym.IsWeak)
            .Select(synonym => synonym.Words);

    private static bool IsPair(IReadOnlyList<Token> tokens, int at) =>
        at + 1 < tokens.Count
        && tokens[at + 1].Joined
        && !tokens[at].Joined
        && (at + 2 == tokens.Count || !tokens[at + 2].Joined);

    private static bool IsNounApart(IReadOnlyList<Token> tokens, int at) =>
        at + 1 < tokens.Count
        && Words.RootsOf(tokens[at].Word) is [var lemma]
        && NounLists.IsApart(lemma)
        && tokens.Skip(at + 1).Any(IsContent);

    /// <summary>Function words say nothing, unless they are written as an acronym.</summary>
    private static bool IsContent(Token token) => IsAcronym(token) || !Words.IsFunctionWord(token.Word);

    private static bool IsAcronym(Token token) =>
        token.Shape == Shape.Capitals && token.Word.Length is >= 2 and <= LongestAcronym;

    private static ConceptTerms OfToken(Token token, Leaf leaf) =>
        new(
            token.Word,
            Split: null,
            leaf.Terms.ExactCase ? ItemWord.Plain(leaf.Words.AsSpan(token.Start, token.End - token.Start)) : null,
            IsAcronym(token),
            Level(leaf),
            Spaced(leaf.Terms.Also),
            Spaced(leaf.Terms.Never)
        );

    private static ConceptTerms OfPair(Token first, Token second, Leaf leaf) =>
        new(
            first.Word + second.Word,
            $"{first.Word} {second.Word}",
            Written: null,
            IsAcronym: false,
            Level(leaf),
            Spaced(leaf.Terms.Also),
            Spaced(leaf.Terms.Never)
        );

    /// <summary>Beyond meaning, levels differ in the gap and not in the words.</summary>
    private static MatchLevel Level(Leaf leaf) =>
        leaf.Terms.By > MatchLevel.Meaning ? MatchLevel.Meaning : leaf.Terms.By;

    private static string? Spaced(ImmutableArray<string> words) =>
        words.IsEmpty ? null : $" {string.Join("  ", words.Select(Folded).Order(StringComparer.Ordinal))} ";

    private static string Folded(string words) =>
        string.Join(' ', Tokeniser.Read(words).Tokens.Select(token => token.Word));

    private static IEnumerable<ConceptMember> SameLetters(ConceptTerms terms)
    {
        yield return new(
            terms.Word,
            terms.Split is null ? EvidenceReason.SameWords : EvidenceReason.Compound,
            IsLemma: false
        );
        if (Parts(terms) is [var first, var second])
            yield return new(second, EvidenceReason.Compound, IsLemma: false, SignTest.BehindWord, first);
    }

    private static IEnumerable<ConceptMember> Forms(ConceptTerms terms)
    {
        // The word itself first: it counts even where the dictionary knows it as a form of something else.
        yield return new(
            terms.Word,
            terms.Split is null ? EvidenceReason.SameWords : EvidenceReason.Compound,
            IsLemma: false
        );
        foreach (var root in Words.RootsOf(terms.Word))
            if (terms.IsNoun)
            {
                yield return new(root, EvidenceReason.Form, IsLemma: false);
                yield return new(WordForms.PluralOf(root), EvidenceReason.Form, IsLemma: false);
            }
            else
                yield return new(
                    root,
                    terms.Split is null ? EvidenceReason.Form : EvidenceReason.Compound,
                    IsLemma: true
                );
        foreach (var member in WrittenApart(terms))
            yield return member;
        if (Parts(terms) is [var first, var second])
            foreach (var root in Words.RootsOf(second))
                yield return new(root, EvidenceReason.Compound, IsLemma: true, SignTest.BehindWord, first);
    }

    /// <summary><i>cease fire</i>, <i>air strikes</i>: the word in every form, as two words.</summary>
    private static IEnumerable<ConceptMember> WrittenApart(ConceptTerms terms)
    {
        foreach (var root in Words.RootsOf(terms.Word))
        foreach (var (first, _) in Compounds.PartsOf(root))
        foreach (var form in WordForms.Of(root))
            if (form.StartsWith(first, StringComparison.Ordinal))
                yield return new(
                    form[first.Length..],
                    EvidenceReason.Compound,
                    IsLemma: false,
                    SignTest.BehindWord,
                    first
                );
    }

    private static string[] Parts(ConceptTerms terms) => terms.Split?.Split(' ') ?? [];

    private static IEnumerable<ConceptMember> Related(ConceptTerms terms, Meanings meanings)
    {
        foreach (var root in Words.RootsOf(terms.Word))
        {
            var family = terms.IsNoun ? [] : meanings.FamilyOf(root).ToArray();
            foreach (var relative in family)
                yield return new(relative, EvidenceReason.VerbNoun, IsLemma: true);
            foreach (var synonym in family.Prepend(root).SelectMany(meanings.SynonymsOf).Distinct())
            foreach (var member in MembersOf(synonym, terms))
                yield return member;
        }
    }

    /// <summary>A synonym of one word counts in all its forms; of two words, it is a verb and its particle.</summary>
    private static IEnumerable<ConceptMember> MembersOf(Synonym synonym, ConceptTerms terms)
    {
        var isWeak = synonym.IsWeak && !Names(terms.Also, synonym.Words);
        var words = synonym.Words.Split(' ');
        foreach (var root in Words.RootsOf(words[0]))
            if (words is [_, var particle])
                yield return new(root, EvidenceReason.ParticleVerb, IsLemma: true, SignTest.Particle, particle, isWeak);
            else if (synonym.Behind is { } before)
                yield return new(root, EvidenceReason.Synonym, IsLemma: true, SignTest.BehindClass, before, isWeak);
            else
                yield return new(root, EvidenceReason.Synonym, IsLemma: true, IsWeak: isWeak);
    }

    private static bool IsNever(ConceptTerms terms, ConceptMember member) =>
        Names(terms.Never, member.Operand is { } particle ? $"{member.Word} {particle}" : member.Word);

    /// <summary>A word that never counts is blocked as it is written: its other forms may still count.</summary>
    private static IEnumerable<ConceptMember> Blocked(ConceptTerms terms) =>
        (terms.Never ?? "")
            .Split("  ")
            .Select(words => words.Trim())
            .Where(words => words.Length > 0)
            .Select(word => new ConceptMember(word, EvidenceReason.SameWords, IsLemma: false, IsBlocked: true));

    private static bool Names(string? list, string words) =>
        list is not null && list.Contains($" {words} ", StringComparison.Ordinal);
}
