using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>Whether a place is known, and only one.</summary>
internal static class PlaceCheck
{
    /// <summary>The farthest spelling that is still suggested.</summary>
    private const double FarthestSuggestion = 0.25;

    /// <summary>What is wrong with the name of a place; null when nothing is.</summary>
    public static string? Message(Leaf place, UserWords words)
    {
        if (words.Places.Any(own => Folding.Fold(own.Name) == Folding.Fold(place.Words)))
            return null;
        return Gazetteer.Named(place.Words) switch
        {
            [] => Unknown(place.Words, words),
            [_] => null,
            var several => Ambiguous(place.Words, [.. several]),
        };
    }

    private static string Unknown(string name, UserWords words) =>
        $"\"{name}\" is no place that this release knows.{Suggestion(name, words)} Other places: add them to words/*.yaml, or write them under exact:.";

    private static string Ambiguous(string name, KnownPlace[] choices)
    {
        var written = string.Join(" or ", choices.Select(choice => $"\"{choice.Name}\""));
        var said = choices.Select(Said).Distinct().ToArray();
        return said.Length == choices.Length
            ? $"\"{name}\" is {string.Join(" and ", said)}: write {written}."
            : $"\"{name}\" may be several places: write {written}.";
    }

    private static string Said(KnownPlace place) =>
        place.Kind switch
        {
            // "Georgia (US)" is written so because it is a state.
            _ when place.Name.EndsWith("(US)", StringComparison.Ordinal) && place.Kind != PlaceKind.City =>
                "a US state",
            PlaceKind.Country => "a country",
            PlaceKind.City => place.Country is null ? "a city" : $"a city in {place.Country}",
            _ => place.Country is null ? "a region" : $"a region in {place.Country}",
        };

    private static string Suggestion(string name, UserWords words)
    {
        var folded = Folding.Fold(name);
        var nearest = Gazetteer
            .Names.Concat(words.Places.Select(place => place.Name))
            .Select(known => (known, distance: NameSpelling.Distance(folded, Folding.Fold(known))))
            .MinBy(pair => pair.distance);
        return nearest.distance <= FarthestSuggestion ? $" Did you mean \"{nearest.known}\"?" : "";
    }
}
