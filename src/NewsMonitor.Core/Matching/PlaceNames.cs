using System.Runtime.CompilerServices;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Every name of every place by its first word, longest first: so that <i>South Korea</i> is not <i>Korea</i>, whichever of
/// them a rule asks for. Made once for each vocabulary.
/// </summary>
internal sealed class PlaceNames
{
    private static readonly ConditionalWeakTable<Meanings, PlaceNames> Made = [];

    private readonly Dictionary<string, PlaceName> byWords = new(StringComparer.Ordinal);
    private readonly Dictionary<int, PlaceName[]> byFirstWord;

    /// <summary>One bit a word: whether a name begins with it.</summary>
    private readonly ulong[] beginnings;

    private PlaceNames(Meanings meanings)
    {
        foreach (var place in meanings.Places)
        foreach (var form in place.Forms)
            if (!byWords.ContainsKey(Key(form)))
                byWords.Add(Key(form), NameOf(form, byWords.Count));
        byFirstWord = byWords
            .Values.GroupBy(name => name.Words[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(name => name.Words.Length).ToArray());
        beginnings = new ulong[(byFirstWord.Keys.Max() >> 6) + 1];
        foreach (var word in byFirstWord.Keys)
            beginnings[word >> 6] |= 1UL << word;
    }

    /// <summary>The names of a vocabulary.</summary>
    public static PlaceNames Of(Meanings meanings) => Made.GetValue(meanings, static of => new PlaceNames(of));

    /// <summary>The name that a form is; null for a form of no place of the vocabulary.</summary>
    public PlaceName? Named(PlaceForm form) => byWords.GetValueOrDefault(Key(form));

    /// <summary>The longest name that begins at a word; null for none.</summary>
    public PlaceName? LongestAt(ItemReading reading, int at)
    {
        var word = reading.Words[at].Id;
        if (word >> 6 >= beginnings.Length || (beginnings[word >> 6] & (1UL << word)) == 0)
            return null;
        foreach (var name in byFirstWord[word])
            if (StandsAt(name, reading, at))
                return name;
        return null;
    }

    private static PlaceName NameOf(PlaceForm form, int number) =>
        new(number, [.. form.Words.Select(Lexicon.Shared.IdOf)], form.IsAcronym, form.Role == PlaceRole.People);

    private static string Key(PlaceForm form) => $"{(form.IsAcronym ? "^" : "")}{string.Join(' ', form.Words)}";

    private static bool StandsAt(PlaceName name, ItemReading reading, int at)
    {
        var words = reading.Words;
        if (at + name.Words.Length > words.Length || !words[at].IsCapital)
            return false;
        for (var i = 1; i < name.Words.Length; i++)
            if (words[at + i].Id != name.Words[i] || words[at + i].Sentence != words[at].Sentence)
                return false;
        return !name.IsAcronym || words[at].Shape == Shape.Capitals;
    }
}

/// <summary>A name that the news uses for one or several places.</summary>
/// <param name="Number">Its own within the vocabulary.</param>
/// <param name="Words">The numbers of its words.</param>
/// <param name="IsAcronym">True when only capitals will do.</param>
/// <param name="IsPeople">True when it names people or is an adjective.</param>
internal sealed record PlaceName(int Number, int[] Words, bool IsAcronym, bool IsPeople);
