using System.Runtime.InteropServices;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>The places that the rules of one index ask for, and which names stand for them.</summary>
internal sealed class PlaceBook(Meanings meanings)
{
    private readonly Dictionary<string, int> clues = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<PlaceSign>> signs = [];
    private PlaceNames? names;

    /// <summary>True when a rule asks for a place: only then is the text read for places.</summary>
    public bool IsAsked => clues.Count > 0;

    /// <summary>The names of all places, which keep shorter names out.</summary>
    public PlaceNames Names => names ??= PlaceNames.Of(meanings);

    /// <summary>The clue of a place, made by <paramref name="add"/> when it is new.</summary>
    public int Of(KnownPlace place, Func<int> add)
    {
        if (clues.TryGetValue(place.Name, out var known))
            return known;
        var clue = add();
        clues.Add(place.Name, clue);
        foreach (var form in place.Forms)
            if (Names.Named(form) is { } name)
                Learn(name, new PlaceSign(clue, ReasonOf(form), form.IsHomograph, form.IsShared));
        return clue;
    }

    /// <summary>What a name says of the places that rules ask for.</summary>
    public ReadOnlySpan<PlaceSign> SignsOf(PlaceName name) =>
        signs.TryGetValue(name.Number, out var found) ? CollectionsMarshal.AsSpan(found) : [];

    private void Learn(PlaceName name, PlaceSign sign)
    {
        if (!signs.TryGetValue(name.Number, out var list))
            signs.Add(name.Number, list = []);
        if (!list.Exists(other => other.Clue == sign.Clue))
            list.Add(sign);
    }

    /// <summary>How a form stands for its place.</summary>
    public static EvidenceReason ReasonOf(PlaceForm form) =>
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

/// <summary>What a name says of one place.</summary>
/// <param name="Clue">The place.</param>
/// <param name="Reason">How the name stands for it.</param>
/// <param name="IsHomograph">True when the name is also an ordinary word or a name of persons.</param>
/// <param name="IsShared">True when places elsewhere go by it too: it counts beside another sign of this one, or an anchor.</param>
internal readonly record struct PlaceSign(int Clue, EvidenceReason Reason, bool IsHomograph, bool IsShared);
