using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>A place by its names, its people and its capital; the longest name wins, and a person's name is no place.</summary>
internal sealed class PlaceMatcher : LeafMatcher
{
    /// <summary>No name of a place is longer, in words: how far to the left a longer name may begin.</summary>
    private const int LongestName = 6;

    private readonly ImmutableArray<PlaceForm> forms;

    public PlaceMatcher(Place leaf)
        : base(leaf, "place")
    {
        forms = Gazetteer.Named(leaf.Words) is [var place, ..] ? place.Forms : [];
        Keys = [.. forms.Select(form => IndexKey.OfWord(form.Words[0])).Distinct()];
    }

    public override IReadOnlyCollection<string> Keys { get; }

    protected override Evidence? FindIn(FieldText field)
    {
        for (var at = 0; at < field.Tokens.Count; at++)
            foreach (var form in forms)
                if (Gazetteer.StandsAt(form, field.Tokens, at) && IsThisPlace(form, field, at))
                    return EvidenceOf(form, field, at);
        return null;
    }

    private static bool IsThisPlace(PlaceForm form, FieldText field, int at) =>
        !(form.IsAcronym && field.Text.IsShouted)
        && !IsInLongerName(form, field, at)
        && !IsInPersonsName(form, field, at);

    private static bool IsInLongerName(PlaceForm form, FieldText field, int at)
    {
        for (var start = Math.Max(0, at - LongestName); start <= at; start++)
            if (
                Gazetteer.LongestAt(field.Tokens, start) is var length
                && start + length > at
                && length > form.Words.Length
            )
                return true;
        return false;
    }

    /// <summary><i>Michael Jordan</i>, <i>Chad Pennington</i>: a given name before it, or itself a given name before a surname.</summary>
    private static bool IsInPersonsName(PlaceForm form, FieldText field, int at)
    {
        if (form.Words.Length > 1 || form.Role == PlaceRole.People || form.IsAcronym)
            return false;
        var tokens = field.Tokens;
        var hasGivenName =
            at > 0
            && tokens[at - 1].IsCapital
            && AreNeighbours(tokens, at - 1)
            && PersonNames.IsGivenName(tokens[at - 1].Word);
        var hasSurname =
            PersonNames.IsGivenName(form.Words[0])
            && at + 1 < tokens.Count
            && tokens[at + 1].Shape == Shape.Capitalised
            && AreNeighbours(tokens, at);
        return hasGivenName || hasSurname;
    }

    private static bool AreNeighbours(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Sentence == tokens[at + 1].Sentence
        && !tokens[at + 1].AfterComma
        && tokens[at + 1].Start - tokens[at].End == 1;

    private Evidence EvidenceOf(PlaceForm form, FieldText field, int at)
    {
        var reason = form switch
        {
            { IsAcronym: true } => EvidenceReason.Acronym,
            { Role: PlaceRole.People } => EvidenceReason.Demonym,
            { Role: PlaceRole.Capital } => EvidenceReason.Capital,
            _ => EvidenceReason.SameWords,
        };
        return field.Evidence(Label, at, at + form.Words.Length - 1, Enumerable.Range(at, form.Words.Length), reason);
    }
}
