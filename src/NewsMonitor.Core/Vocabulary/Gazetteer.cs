using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>The places that ship, for who has no user's words beside them.</summary>
public static class Gazetteer
{
    /// <summary>The names of all places that rules can name, for suggestions.</summary>
    public static IEnumerable<string> Names =>
        PlaceList.Shipped.All.Where(place => place.Kind != PlaceKind.None).Select(place => place.Name);

    /// <summary>The names of all countries, their people and their capitals, where they can be nothing else.</summary>
    internal static IEnumerable<PlaceForm> NamesOfCountries =>
        PlaceList
            .Shipped.All.Where(place => place.Kind == PlaceKind.Country)
            .SelectMany(place => place.Forms)
            .Where(form => form.Role is PlaceRole.Name or PlaceRole.People or PlaceRole.Capital && !form.IsHomograph);

    /// <summary>The places that go by a name: none, one, or several that a person must choose from.</summary>
    public static ImmutableArray<KnownPlace> Named(string name) => PlaceList.Shipped.Named(name);
}
