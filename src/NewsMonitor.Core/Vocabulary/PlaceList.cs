using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Places, and which of them go by a name.</summary>
internal sealed class PlaceList
{
    private readonly ILookup<string, KnownPlace> byName;

    private PlaceList(ImmutableArray<KnownPlace> places)
    {
        All = places;
        byName = places
            .SelectMany(place => NamesOf(place).Select(name => (name, place)))
            .ToLookup(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
    }

    public static PlaceList Shipped { get; } = new(Gazetteer.Places);

    public ImmutableArray<KnownPlace> All { get; }

    /// <summary>The places that go by a name: none, one, or several that a person must choose from.</summary>
    public ImmutableArray<KnownPlace> Named(string name)
    {
        var places = byName[KeyOf(name)].Distinct().ToImmutableArray();
        return places.IsEmpty ? Gazetteer.Named(name) : places;
    }

    /// <summary>These places with a user's own.</summary>
    public PlaceList With(ImmutableArray<UserPlace> own) => own.IsEmpty ? this : new([.. own.Aggregate(All, Merged)]);

    private static ImmutableArray<KnownPlace> Merged(ImmutableArray<KnownPlace> places, UserPlace own)
    {
        var key = KeyOf(own.Name);
        var known = places.FirstOrDefault(place => NamesOf(place).Contains(key));
        ImmutableArray<PlaceForm> forms =
        [
            .. own.Also.Select(name => FormOf(name, PlaceRole.Name)),
            .. own.People.Select(name => FormOf(name, PlaceRole.People)),
            .. own.Cities.Select(name => FormOf(name, PlaceRole.City)),
        ];
        return known is null
            ? places.Add(new KnownPlace(own.Name, PlaceKind.Region, null, [FormOf(own.Name, PlaceRole.Name), .. forms]))
            : places.Replace(known, known with { Forms = [.. known.Forms, .. forms] });
    }

    private static IEnumerable<string> NamesOf(KnownPlace place) =>
        place
            .Forms.Where(form => form.Role == PlaceRole.Name)
            .Select(form => string.Join(' ', form.Words))
            .Append(KeyOf(place.Name));

    private static string KeyOf(string name) =>
        string.Join(' ', Tokeniser.Read(name).Tokens.Select(token => token.Word)) + (name.EndsWith(')') ? ")" : "");

    public static PlaceForm FormOf(string name, PlaceRole role)
    {
        const int longestAcronym = 4;
        var tokens = Tokeniser.Read(name).Tokens;
        var isAcronym = tokens is [{ Shape: Shape.Capitals } only] && only.Word.Length <= longestAcronym;
        return new PlaceForm([.. tokens.Select(token => token.Word)], role, isAcronym);
    }
}
