using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Every name of every place by its first word, longest first: so that <i>South Korea</i> is not <i>Korea</i>, whichever of
/// them a rule asks for.
/// </summary>
internal sealed class PlaceBook(Meanings meanings)
{
    private readonly Lexicon lexicon = Lexicon.Shared;
    private readonly Dictionary<string, (KnownPlace Place, int Clue)> asked = new(StringComparer.Ordinal);
    private Dictionary<int, PlaceName[]>? byFirstWord;

    /// <summary>True when a rule asks for a place: only then is the text read for places.</summary>
    public bool IsAsked => asked.Count > 0;

    /// <summary>The clue of a place, made by <paramref name="add"/> when it is new.</summary>
    public int Of(KnownPlace place, Func<int> add)
    {
        if (asked.TryGetValue(place.Name, out var known))
            return known.Clue;
        byFirstWord = null;
        var clue = add();
        asked.Add(place.Name, (place, clue));
        return clue;
    }

    /// <summary>The longest name that begins at a word; null for none.</summary>
    public PlaceName? LongestAt(ItemReading reading, int at)
    {
        if (!Names.TryGetValue(reading.Words[at].Id, out var names))
            return null;
        foreach (var name in names)
            if (StandsAt(name, reading, at))
                return name;
        return null;
    }

    private Dictionary<int, PlaceName[]> Names => byFirstWord ??= Build();

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

    private Dictionary<int, PlaceName[]> Build()
    {
        var names = new Dictionary<string, (PlaceForm Form, List<PlaceSign> Signs)>(StringComparer.Ordinal);
        foreach (var place in meanings.Places.Concat(asked.Values.Select(known => known.Place)))
        foreach (var form in place.Forms)
        {
            var key = $"{(form.IsAcronym ? "^" : "")}{string.Join(' ', form.Words)}";
            if (!names.TryGetValue(key, out var name))
                names.Add(key, name = (form, []));
            if (asked.TryGetValue(place.Name, out var known))
                name.Signs.Add(
                    new PlaceSign(known.Clue, ReasonOf(form), IsDoubtful: form.IsHomograph || form.IsShared)
                );
        }
        return names
            .Values.Select(name => new PlaceName(
                [.. name.Form.Words.Select(lexicon.IdOf)],
                name.Form.IsAcronym,
                name.Form.Role == PlaceRole.People,
                [.. name.Signs.DistinctBy(sign => sign.Clue)]
            ))
            .GroupBy(name => name.Words[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(name => name.Words.Length).ToArray());
    }

    private static EvidenceReason ReasonOf(PlaceForm form) =>
        form switch
        {
            { IsAcronym: true } => EvidenceReason.Acronym,
            { Role: PlaceRole.People } => EvidenceReason.Demonym,
            { Role: PlaceRole.Capital } => EvidenceReason.Capital,
            { Role: PlaceRole.City } => EvidenceReason.CityIn,
            { Role: PlaceRole.Region } => EvidenceReason.RegionIn,
            _ => EvidenceReason.SameWords,
        };
}

/// <summary>A name that the news uses for one or several places.</summary>
/// <param name="Words">The numbers of its words.</param>
/// <param name="IsAcronym">True when only capitals will do.</param>
/// <param name="IsPeople">True when it names people or is an adjective.</param>
/// <param name="Signs">The places that rules ask for and that go by it; none when it only keeps a shorter name out.</param>
internal sealed record PlaceName(int[] Words, bool IsAcronym, bool IsPeople, PlaceSign[] Signs);

/// <summary>What a name says of one place.</summary>
/// <param name="Clue">The place.</param>
/// <param name="Reason">How the name stands for it.</param>
/// <param name="IsDoubtful">True when the name is also something else: it counts beside another sign of the place, or an anchor.</param>
internal readonly record struct PlaceSign(int Clue, EvidenceReason Reason, bool IsDoubtful);
