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
            var several => Ambiguous(place.Words, [.. several.Select(known => known.Name)]),
        };
    }

    private static string Unknown(string name, UserWords words) =>
        $"\"{name}\" is no place that this release knows.{Suggestion(name, words)} Other places: add them to words/*.yaml, or write them under exact:.";

    private static string Ambiguous(string name, string[] choices)
    {
        var written = string.Join(" or ", choices.Select(choice => $"\"{choice}\""));
        var said = choices.Select(Said).ToArray();
        return Array.TrueForAll(said, one => one is not null)
            ? $"\"{name}\" is {string.Join(" and ", said)}: write {written}."
            : $"\"{name}\" may be several places: write {written}.";
    }

    /// <summary>What the brackets behind a name say: <c>Georgia (US)</c> is a US state.</summary>
    private static string? Said(string choice)
    {
        var open = choice.LastIndexOf('(');
        if (open < 0 || !choice.EndsWith(')'))
            return null;
        return choice[(open + 1)..^1] switch
        {
            "country" => "a country",
            "US" => "a US state",
            var where when where.Contains(' ', StringComparison.Ordinal) || char.IsUpper(where[0]) =>
                $"a place in {where}",
            var kind => $"a {kind}",
        };
    }

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
