using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>The shipped places for who has no vocabulary of his own; a name that is also another word or place is left out.</summary>
public static class Gazetteer
{
    /// <summary>Every form of every place by its first word, longest first: so that <i>South Korea</i> is not <i>Korea</i>.</summary>
    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<PlaceForm>>> ByFirstWord = new(() =>
        PlaceList
            .Shipped.All.SelectMany(place => place.Forms)
            .GroupBy(form => form.Words[0])
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(form => form.Words.Length).ToImmutableArray(),
                StringComparer.Ordinal
            )
    );

    /// <summary>The names of all places, for suggestions.</summary>
    public static IEnumerable<string> Names => PlaceList.Shipped.All.Select(place => place.Name);

    /// <summary>The places that go by a name: none, one, or several that a person must choose from.</summary>
    public static ImmutableArray<KnownPlace> Named(string name) =>
        [.. PlaceList.Shipped.Named(name).Select(place => place with { Forms = [.. place.Forms.Where(IsCertain)] })];

    /// <summary>The length in words of the longest name of any place that begins at a token; 0 for none.</summary>
    public static int LongestAt(IReadOnlyList<Token> tokens, int at)
    {
        if (!ByFirstWord.Value.TryGetValue(tokens[at].Word, out var forms))
            return 0;
        foreach (var form in forms)
            if (StandsAt(form, tokens, at))
                return form.Words.Length;
        return 0;
    }

    /// <summary>True when the words of a form begin at a token, in one sentence, the first with a capital.</summary>
    public static bool StandsAt(PlaceForm form, IReadOnlyList<Token> tokens, int at)
    {
        if (at + form.Words.Length > tokens.Count || !tokens[at].IsCapital)
            return false;
        for (var i = 0; i < form.Words.Length; i++)
            if (tokens[at + i].Word != form.Words[i] || tokens[at + i].Sentence != tokens[at].Sentence)
                return false;
        return !form.IsAcronym || tokens[at].Shape == Shape.Capitals;
    }

    private static bool IsCertain(PlaceForm form) =>
        form.Role is PlaceRole.Name or PlaceRole.People || !(form.IsHomograph || form.IsShared);
}
