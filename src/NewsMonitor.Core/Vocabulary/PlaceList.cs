using System.Buffers;
using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Places, and which of them go by a name.</summary>
internal sealed class PlaceList
{
    private static readonly SearchValues<char> PlainLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
    );

    private readonly ILookup<string, KnownPlace> byName;

    private PlaceList(IReadOnlyList<(KnownPlace Place, ImmutableArray<string> Names)> places)
    {
        All = [.. places.Select(pair => pair.Place)];
        byName = places
            .SelectMany(pair => pair.Names.Select(name => (name, pair.Place)))
            .ToLookup(pair => pair.name, pair => pair.Place, StringComparer.Ordinal);
        Places = places;
    }

    /// <summary>The places that ship.</summary>
    public static PlaceList Shipped { get; } = new(PlaceRows.Read(WordLists.Rows("places.tsv")));

    public ImmutableArray<KnownPlace> All { get; }

    private IReadOnlyList<(KnownPlace Place, ImmutableArray<string> Names)> Places { get; }

    /// <summary>
    /// The places that go by a name: none, one, or several that a person must choose from. In brackets behind a name may
    /// stand the country, the state or the kind: <c>Birmingham (UK)</c>, <c>Georgia (country)</c>.
    /// </summary>
    public ImmutableArray<KnownPlace> Named(string name)
    {
        var found = byName[KeyOf(name)].Distinct().ToImmutableArray();
        return found.IsEmpty && TrySplit(name, out var bare, out var where) ? NamedIn(bare, where) : found;
    }

    /// <summary>These places with a user's own.</summary>
    public PlaceList With(ImmutableArray<UserPlace> own) => own.IsEmpty ? this : new(own.Aggregate(Places, Merged));

    /// <summary>How names are compared: their folded words; brackets count.</summary>
    public static string KeyOf(string name) =>
        IsPlain(name)
            ? name.ToLowerInvariant()
            : string.Join(' ', Tokeniser.Read(name).Tokens.Select(token => token.Word))
                + (name.EndsWith(')') ? ")" : "");

    /// <summary>A form as the news writes it; capitals of two to four letters are an acronym.</summary>
    public static PlaceForm FormOf(string name, PlaceRole role)
    {
        const int longestAcronym = 4;
        if (IsPlain(name))
            return new PlaceForm([.. name.ToLowerInvariant().Split(' ')], role, IsAcronym: false);
        var tokens = Tokeniser.Read(name).Tokens;
        var isAcronym = tokens is [{ Shape: Shape.Capitals } only] && only.Word.Length <= longestAcronym;
        return new PlaceForm([.. tokens.Select(token => token.Word)], role, isAcronym);
    }

    /// <summary>Words of unmarked letters with one space between, longer than any acronym: nearly all, and read much faster.</summary>
    private static bool IsPlain(string name) =>
        name.Length > 4
        && name[0] != ' '
        && name[^1] != ' '
        && !name.AsSpan().ContainsAnyExcept(PlainLetters)
        && !name.Contains("  ", StringComparison.Ordinal);

    private static bool TrySplit(string name, out string bare, out string where)
    {
        var bracket = name.IndexOf('(', StringComparison.Ordinal);
        var isSplit = bracket > 0 && name.EndsWith(')');
        bare = isSplit ? name[..bracket] : name;
        where = isSplit ? name[(bracket + 1)..^1] : "";
        return isSplit;
    }

    /// <summary>Places of a name in a country or state, by whichever name that goes: <i>Victoria (Canada)</i>, <i>Paris (France)</i>.</summary>
    private ImmutableArray<KnownPlace> NamedIn(string bare, string where)
    {
        var key = KeyOf(bare);
        var around = byName[KeyOf(where)].Concat(byName[KeyOf(where) + " country)"]).ToArray();
        return
        [
            .. All.Where(place =>
                HasName(place, key) && (IsKind(place, where) || around.Any(outer => LiesIn(place, outer)))
            ),
        ];
    }

    private static bool LiesIn(KnownPlace place, KnownPlace outer) =>
        place.Country == outer.Name
        || (
            outer.Kind == PlaceKind.Region
            && place.Country == outer.Country
            && outer.Forms.Any(form =>
                form.Role is PlaceRole.City or PlaceRole.Capital && form.Words.SequenceEqual(place.Forms[0].Words)
            )
        );

    private static bool IsKind(KnownPlace place, string kind) =>
        string.Equals(place.Kind.ToString(), kind.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool HasName(KnownPlace place, string key) =>
        place.Kind != PlaceKind.None
        && place.Forms.Any(form => form.Role == PlaceRole.Name && string.Join(' ', form.Words) == key);

    private static IReadOnlyList<(KnownPlace Place, ImmutableArray<string> Names)> Merged(
        IReadOnlyList<(KnownPlace Place, ImmutableArray<string> Names)> places,
        UserPlace own
    )
    {
        var key = KeyOf(own.Name);
        ImmutableArray<PlaceForm> forms =
        [
            .. own.Also.Select(name => FormOf(name, PlaceRole.Name)),
            .. own.People.Select(name => FormOf(name, PlaceRole.People)),
            .. own.Cities.Select(name => FormOf(name, PlaceRole.City)),
        ];
        ImmutableArray<string> names = [.. own.Also.Select(KeyOf)];
        var at = places.Index().Where(pair => pair.Item.Names.Contains(key)).Select(pair => pair.Index).ToArray();
        if (at.Length == 0)
            return
            [
                .. places,
                (
                    new KnownPlace(own.Name, PlaceKind.Region, null, [FormOf(own.Name, PlaceRole.Name), .. forms]),
                    [key, .. names]
                ),
            ];
        var (place, known) = places[at[0]];
        var merged = (place with { Forms = [.. place.Forms, .. forms] }, known.AddRange(names));
        return [.. places.Take(at[0]), merged, .. places.Skip(at[0] + 1)];
    }
}
