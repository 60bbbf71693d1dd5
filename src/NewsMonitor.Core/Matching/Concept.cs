using System.Collections.Immutable;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// One word of a rule as what it means: its inflections, the verbs or nouns of its family one step away, its synonyms and
/// verbs with their particle, and its joined or split form.
/// </summary>
internal sealed class Concept
{
    /// <summary>A joined form shorter than this is too likely to be another word.</summary>
    public const int ShortestCompound = 6;

    /// <summary>How far behind its verb a particle may stand, in words.</summary>
    private const int ParticleReach = 5;

    private readonly string word;
    private readonly string root;
    private readonly Dictionary<string, EvidenceReason> roots = new(StringComparer.Ordinal);
    private readonly ImmutableArray<(string Verb, string Particle)> particleVerbs;
    private readonly (string First, string Second)? split;

    private Concept(string word, (string First, string Second)? split)
    {
        this.word = word;
        this.split = split;
        root = Words.RootOf(word);
        roots[root] = split is null ? EvidenceReason.Form : EvidenceReason.Compound;
        foreach (var relative in Words.FamilyOf(root))
            roots.TryAdd(relative, EvidenceReason.VerbNoun);
        var synonyms = Words.SynonymsOf(root).Select(synonym => synonym.Split(' ')).ToArray();
        foreach (var synonym in synonyms.Where(parts => parts.Length == 1))
            roots.TryAdd(Words.RootOf(synonym[0]), EvidenceReason.Synonym);
        particleVerbs =
        [
            .. synonyms.Where(parts => parts.Length == 2).Select(parts => (Words.RootOf(parts[0]), parts[1])),
        ];
    }

    /// <summary>The keys of which an item must have one if it holds the concept.</summary>
    public IEnumerable<string> Keys =>
        [
            .. roots.Keys,
            .. particleVerbs.Select(verb => verb.Verb),
            .. split is { } parts ? [Words.RootOf(parts.Second)] : Array.Empty<string>(),
        ];

    public static Concept Of(string word) => new(word, split: null);

    /// <summary>A hyphenated word: joined, split or hyphenated in the text.</summary>
    public static Concept OfCompound(string first, string second) => new(first + second, (first, second));

    /// <summary>The tokens that hold the concept if it begins or ends at a token; none when it does not.</summary>
    public Occurrence? At(FieldText field, int at)
    {
        if (roots.TryGetValue(field.Roots[at], out var reason))
            return new Occurrence(
                at,
                at,
                reason == EvidenceReason.Form && field.Tokens[at].Word == word ? EvidenceReason.SameWords : reason
            );
        if (field.CompoundEndingAt(at) is { } joined && roots.ContainsKey(Words.RootOf(joined)))
            return new Occurrence(at - 1, at, EvidenceReason.Compound);
        if (
            at > 0
            && split is { } parts
            && field.Tokens[at - 1].Word == parts.First
            && field.Roots[at] == Words.RootOf(parts.Second)
        )
            return new Occurrence(at - 1, at, EvidenceReason.Compound);
        return ParticleVerbAt(field, at);
    }

    private Occurrence? ParticleVerbAt(FieldText field, int at)
    {
        foreach (var (verb, particle) in particleVerbs)
        {
            if (field.Roots[at] != verb)
                continue;
            var last = Math.Min(at + ParticleReach, field.Tokens.Count - 1);
            for (var next = at + 1; next <= last && field.Tokens[next].Sentence == field.Tokens[at].Sentence; next++)
                if (field.Tokens[next].Word == particle)
                    return new Occurrence(at, next, EvidenceReason.ParticleVerb);
        }
        return null;
    }
}

/// <summary>A concept found: its first and its last token, which are what is marked.</summary>
internal readonly record struct Occurrence(int First, int Last, EvidenceReason Reason);
