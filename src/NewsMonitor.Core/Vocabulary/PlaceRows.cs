using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// Reads <c>places.tsv</c> (its columns and marks stand in <c>Making/make-places.mjs</c>) and gives every country and region
/// the cities and regions that lie in it.
/// </summary>
internal sealed class PlaceRows
{
    private readonly List<(KnownPlace Place, ImmutableArray<string> Names)> cities = [];
    private readonly Dictionary<string, List<PlaceForm>> within = new(StringComparer.Ordinal);
    private readonly List<string[]> countries = [];
    private readonly List<string[]> regions = [];
    private readonly List<(KnownPlace Place, ImmutableArray<string> Names)> others = [];

    private PlaceRows() { }

    /// <summary>Every place with the keys of the names under which it is found: countries, regions, cities, what is none.</summary>
    public static IReadOnlyList<(KnownPlace Place, ImmutableArray<string> Names)> Read(IEnumerable<string[]> rows)
    {
        var read = new PlaceRows();
        foreach (var row in rows)
            read.ReadRow(row);
        var regions = read.regions.Select(read.Region).ToArray();
        return [.. read.countries.Select(read.Country), .. regions, .. read.cities, .. read.others];
    }

    private void ReadRow(string[] row)
    {
        switch (row[0])
        {
            case "country":
                countries.Add(row);
                break;
            case "region":
                regions.Add(row);
                break;
            case "cities":
                foreach (var entry in row[3].Split(';'))
                    ReadCity(entry, row[1], row[2]);
                break;
            case "other":
                others.AddRange(
                    row[1]
                        .Split(", ")
                        .Select(name =>
                            (
                                new KnownPlace(name, PlaceKind.None, null, [Form(name, PlaceRole.Name)]),
                                ImmutableArray<string>.Empty
                            )
                        )
                );
                break;
            default:
                throw new FormatException($"places.tsv: \"{row[0]}\" is no kind of row");
        }
    }

    /// <summary><c>name|other name</c>, or with a name to be shown <c>Birmingham (UK)=Birmingham+</c>.</summary>
    private void ReadCity(string entry, string country, string region)
    {
        var shown = entry.IndexOf('=', StringComparison.Ordinal);
        var forms = entry[(shown + 1)..].Split('|');
        var name = shown < 0 ? Bare(forms[0]) : entry[..shown];
        ImmutableArray<PlaceForm> names = [.. forms.Select(form => Form(form, PlaceRole.Name))];
        cities.Add((new KnownPlace(name, PlaceKind.City, country, names), KeysOf(name, forms, names)));
        var asCities = names.Select(form => form with { Role = PlaceRole.City }).ToArray();
        Within(country).AddRange(asCities);
        if (region.Length > 0)
            Within(region).AddRange(asCities);
    }

    private (KnownPlace, ImmutableArray<string>) Country(string[] row) =>
        Place(row, PlaceKind.Country, null, column: 2);

    private (KnownPlace, ImmutableArray<string>) Region(string[] row)
    {
        var country = row[2].Length > 0 ? row[2] : null;
        var region = Place(row, PlaceKind.Region, country, column: 3);
        if (country is not null)
            Within(country).AddRange(Forms(row, 3).Select(AsPartOfCountry));
        return region;
    }

    private (KnownPlace, ImmutableArray<string>) Place(string[] row, PlaceKind kind, string? country, int column)
    {
        var own = Forms(row, column);
        return (
            new KnownPlace(row[1], kind, country, WithCities(row[1], own)),
            KeysOf(row[1], Parts(row, column), own)
        );
    }

    /// <summary>The capital of a state is a city of the country; its people and names are the region.</summary>
    private static PlaceForm AsPartOfCountry(PlaceForm form) =>
        form with
        {
            Role = form.Role == PlaceRole.Capital ? PlaceRole.City : PlaceRole.Region,
        };

    /// <summary>Own names first, then regions, then cities; only what is not said already: a capital is a city as well, and <i>Gaza</i> the
    /// region before the city.</summary>
    private ImmutableArray<PlaceForm> WithCities(string name, List<PlaceForm> own)
    {
        var said = own.Select(form => string.Join(' ', form.Words)).ToHashSet(StringComparer.Ordinal);
        var parts = within.GetValueOrDefault(name, []).OrderBy(form => form.Role == PlaceRole.City);
        return [.. own, .. parts.Where(form => said.Add(string.Join(' ', form.Words)))];
    }

    private static List<PlaceForm> Forms(string[] row, int column) =>
        [
            .. Parts(row, column).Select(name => Form(name, PlaceRole.Name)),
            .. Parts(row, column + 1).Select(people => Form(people, PlaceRole.People)),
            .. Parts(row, column + 2).Select(capital => Form(capital, PlaceRole.Capital)),
        ];

    private List<PlaceForm> Within(string name)
    {
        if (!within.TryGetValue(name, out var forms))
            within[name] = forms = [];
        return forms;
    }

    private static string[] Parts(string[] row, int column) =>
        column < row.Length && row[column].Length > 0 ? row[column].Split(", ") : [];

    /// <summary>The name that is shown, and every other that means this place: not one that means another (<c>-</c>).</summary>
    private static ImmutableArray<string> KeysOf(string name, string[] marked, IEnumerable<PlaceForm> forms) =>
        [
            .. marked
                .Zip(forms)
                .Where(pair => !pair.First.EndsWith('-'))
                .Select(pair => string.Join(' ', pair.Second.Words))
                .Prepend(PlaceList.KeyOf(name))
                .Distinct(),
        ];

    private static PlaceForm Form(string marked, PlaceRole role)
    {
        var name = Bare(marked);
        return PlaceList.FormOf(name, role) with
        {
            IsHomograph = marked.AsSpan(name.Length).Contains('?'),
            IsShared = marked.AsSpan(name.Length).ContainsAny('+', '-'),
        };
    }

    private static string Bare(string marked) => marked.TrimEnd('?', '+', '-');
}
