using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What words and places mean: as shipped, and with what people have added. Immutable.</summary>
public sealed class Meanings
{
    private readonly UserWords added;
    private readonly FrozenDictionary<string, UserConcept> concepts;
    private readonly Lazy<PlaceList> places;
    private readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> classes;

    private Meanings(UserWords added)
    {
        this.added = added;
        concepts = added
            .Concepts.SelectMany(concept => Words.RootsOf(concept.Word).Select(lemma => (lemma, concept)))
            .GroupBy(pair => pair.lemma, pair => pair.concept, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => Merged([.. group]), StringComparer.Ordinal);
        places = new Lazy<PlaceList>(() => PlaceList.Shipped.With(added.Places));
        classes = new Lazy<FrozenDictionary<string, FrozenSet<string>>>(() => WordClasses.Of(Places));
    }

    /// <summary>The vocabulary that comes with the program.</summary>
    public static Meanings Shipped { get; } = new(UserWords.None);

    /// <summary>All places that rules can name.</summary>
    public IReadOnlyList<KnownPlace> Places => places.Value.All;

    /// <summary>These meanings with a user's words; where both say something, the user's words win.</summary>
    public Meanings With(UserWords words) =>
        new(
            new UserWords
            {
                Concepts = [.. added.Concepts, .. words.Concepts],
                Names = [.. added.Names, .. words.Names],
                Places = [.. added.Places, .. words.Places],
            }
        );

    /// <summary>Other words for a base form, strong and weak; the user's first.</summary>
    public IEnumerable<Synonym> SynonymsOf(string lemma)
    {
        var shipped = SynonymList.Shipped.GetValueOrDefault(lemma, []);
        if (!concepts.TryGetValue(lemma, out var concept))
            return shipped;
        var own = concept
            .Synonyms.Select(SynonymList.Parse)
            .Concat(concept.Weak.Select(words => SynonymList.Parse(words) with { IsWeak = true }))
            .ToArray();
        return own.Concat(
            shipped.Where(synonym => !IsNever(concept, synonym.Words) && !own.Any(mine => mine.Words == synonym.Words))
        );
    }

    /// <summary>The verbs of a noun or the nouns of a verb, without those that the user never wants.</summary>
    public IEnumerable<string> FamilyOf(string lemma) =>
        concepts.TryGetValue(lemma, out var concept)
            ? Words.FamilyOf(lemma).Where(relative => !IsNever(concept, relative))
            : Words.FamilyOf(lemma);

    /// <summary>The other names that the user has given a person or an organisation.</summary>
    public IEnumerable<string> AliasesOf(string name)
    {
        var folded = Text.Folding.Fold(name);
        return added.Names.Where(known => Text.Folding.Fold(known.Name) == folded).SelectMany(known => known.Aliases);
    }

    /// <summary>True when a word is of a class that <see cref="Synonym.Behind"/> names.</summary>
    public bool IsOfClass(string className, string folded) =>
        classes.Value.TryGetValue(className, out var words) && words.Contains(folded);

    /// <summary>The places that go by a name: none, one, or several that a person must choose from.</summary>
    public ImmutableArray<KnownPlace> PlacesNamed(string name) => places.Value.Named(name);

    private static bool IsNever(UserConcept concept, string words) =>
        concept.Never.Any(never => SynonymList.InBaseForm(never) == words);

    private static UserConcept Merged(ImmutableArray<UserConcept> concepts) =>
        new(concepts[0].Word)
        {
            Synonyms = [.. concepts.SelectMany(concept => concept.Synonyms).Distinct()],
            Weak = [.. concepts.SelectMany(concept => concept.Weak).Distinct()],
            Never = [.. concepts.SelectMany(concept => concept.Never).Distinct()],
        };
}
