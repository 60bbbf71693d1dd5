using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>The places that rules can name.</summary>
public static class Gazetteer
{
    private const int LongestAcronym = 4;

    internal static readonly ImmutableArray<KnownPlace> Places = [.. WordLists.Rows("places.tsv").Select(Read)];

    private static readonly ILookup<string, KnownPlace> ByName = Places
        .SelectMany(place => NamesOf(place).Select(name => (name, place)))
        .ToLookup(pair => pair.name, pair => pair.place);

    /// <summary>A capital as a place of its own: itself, not its country.</summary>
    private static readonly FrozenDictionary<string, KnownPlace> CapitalsByName = Places
        .SelectMany(place => place.Forms)
        .Where(form => form.Role == PlaceRole.Capital)
        .Select(form => new KnownPlace(
            string.Join(' ', form.Words),
            PlaceKind.City,
            null,
            [form with { Role = PlaceRole.Name }]
        ))
        .DistinctBy(place => place.Name)
        .ToFrozenDictionary(place => place.Name, StringComparer.Ordinal);

    /// <summary>Every form of every place by its first word, longest first: so that <i>South Korea</i> is not <i>Korea</i>.</summary>
    private static readonly FrozenDictionary<string, ImmutableArray<PlaceForm>> ByFirstWord = Places
        .SelectMany(place => place.Forms)
        .GroupBy(form => form.Words[0])
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(form => form.Words.Length).ToImmutableArray(),
            StringComparer.Ordinal
        );

    /// <summary>The places that go by a name: none, one, or several that a person must choose from.</summary>
    public static ImmutableArray<KnownPlace> Named(string name)
    {
        var key = Key(name);
        var places = ByName[key].Distinct().ToImmutableArray();
        return places.IsEmpty && CapitalsByName.TryGetValue(key, out var capital) ? [capital] : places;
    }

    /// <summary>The names of all places, for suggestions.</summary>
    public static IEnumerable<string> Names => Places.Select(place => place.Name);

    /// <summary>The length in words of the longest name of any place that begins at a token; 0 for none.</summary>
    public static int LongestAt(IReadOnlyList<Token> tokens, int at)
    {
        if (!ByFirstWord.TryGetValue(tokens[at].Word, out var forms))
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

    private static IEnumerable<string> NamesOf(KnownPlace place) =>
        place
            .Forms.Where(form => form.Role == PlaceRole.Name)
            .Select(form => string.Join(' ', form.Words))
            .Append(Key(place.Name));

    private static string Key(string name) =>
        name.EndsWith(')')
            ? name.Trim().ToLowerInvariant()
            : string.Join(' ', Tokeniser.Read(name).Tokens.Select(token => token.Word));

    private static KnownPlace Read(string[] row)
    {
        var forms = Parts(row, 0)
            .Concat(Parts(row, 1))
            .Select(name => FormOf(name, PlaceRole.Name))
            .Concat(Parts(row, 2).Select(people => FormOf(people, PlaceRole.People)))
            .Concat(Parts(row, 3).Select(capital => FormOf(capital, PlaceRole.Capital)));
        return new KnownPlace(row[0], PlaceKind.Country, null, [.. forms.Where(form => !form.Words.IsEmpty)]);
    }

    private static string[] Parts(string[] row, int column) =>
        column < row.Length && row[column].Length > 0 && !(column == 0 && row[0].EndsWith(')'))
            ? row[column].Split(", ")
            : [];

    private static PlaceForm FormOf(string name, PlaceRole role)
    {
        var tokens = Tokeniser.Read(name).Tokens;
        var isAcronym = tokens is [{ Shape: Shape.Capitals } only] && only.Word.Length <= LongestAcronym;
        return new PlaceForm([.. tokens.Select(token => token.Word)], role, isAcronym);
    }
}
