using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Classes of words before which another word has one meaning: <i>US forces</i> are troops, <i>market forces</i> are not.</summary>
internal static class WordClasses
{
    /// <summary>Stands in a class for the people and adjectives of every place.</summary>
    private const string People = "@people";

    /// <summary>Every class by its name, with the words of it, folded.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> Of(IReadOnlyList<KnownPlace> places) =>
        WordLists
            .Rows("classes.tsv")
            .ToFrozenDictionary(
                row => row[0],
                row =>
                    row[1]
                        .Split(' ')
                        .SelectMany(word => word == People ? PeopleOf(places) : [word])
                        .ToFrozenSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );

    /// <summary>The last word of each: <i>Saudi Arabian</i> is recognised by <i>Arabian</i>.</summary>
    private static IEnumerable<string> PeopleOf(IReadOnlyList<KnownPlace> places) =>
        places
            .SelectMany(place => place.Forms)
            .Where(form => form.Role == PlaceRole.People)
            .Select(form => form.Words[^1]);
}
