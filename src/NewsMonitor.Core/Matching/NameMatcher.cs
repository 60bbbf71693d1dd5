using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// A person in the shapes in which news writes names: given name and surname in either order, initial and surname, title and
/// surname, a rare surname alone; in any near spelling. Another given name before the surname is another person.
/// </summary>
internal sealed class NameMatcher : LeafMatcher
{
    /// <summary>How many words (middle names, initials, particles) may stand between given name and surname.</summary>
    private const int MiddleNames = 2;

    private const int ShortestLoneSurname = 4;

    private readonly string surname;
    private readonly ImmutableArray<string> given;
    private readonly int clue;

    public NameMatcher(PersonName leaf, ClueBook book)
        : base(leaf)
    {
        var words = Tokeniser
            .Read(leaf.Words)
            .Tokens.Select(token => token.Word)
            .SkipWhile(PersonNames.IsTitle)
            .Where(word => !PersonNames.IsParticle(word))
            .ToArray();
        surname = words.LastOrDefault("");
        given = [.. words.SkipLast(1).Where((word, at) => at == 0)];
        clue = book.Surnames.Of(surname, () => book.Add());
    }

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) => weights.Count(clue);

    /// <inheritdoc/>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) => [new Filing(clue, Filing.NoClue, default)];

    public override void Find(Search search, Sightings sightings)
    {
        var reading = search.Reading;
        for (var occurrence = search.FirstOf(clue); occurrence >= 0; occurrence = search.At(occurrence).Next)
        {
            var at = search.At(occurrence).First;
            if (
                (SupportedAt(reading, at) ?? AloneAt(reading, at)) is { } shape
                && sightings.Offer(shape.First, shape.Last, 0, shape.Reason, false, [])
            )
                return;
        }
    }

    private Shaped? SupportedAt(ItemReading reading, int at) =>
        GivenBefore(reading, at)
        ?? GivenBehindComma(reading, at)
        ?? InitialBefore(reading, at)
        ?? TitleBefore(reading, at);

    private Shaped? GivenBefore(ItemReading reading, int at)
    {
        for (
            var before = at - 1;
            before >= 0 && before >= at - 1 - MiddleNames && IsPartOfName(reading, before, at);
            before--
        )
            if (IsGiven(reading, before))
                return Full(reading, before, at);
        return null;
    }

    private Shaped? GivenBehindComma(ItemReading reading, int at) =>
        at + 1 < reading.Count
        && reading.Words[at + 1].AfterComma
        && reading.SameSentence(at, at + 1)
        && IsGiven(reading, at + 1)
            ? Full(reading, at, at + 1)
            : null;

    private Shaped? InitialBefore(ItemReading reading, int at)
    {
        for (
            var before = at - 1;
            before >= 0 && before >= at - 1 - MiddleNames && IsInitial(reading, before, at);
            before--
        )
            if (given is [var name] && reading.Folded(before)[0] == name[0])
                return new(before, at, EvidenceReason.Initial);
        return null;
    }

    private static Shaped? TitleBefore(ItemReading reading, int at)
    {
        var before = at - 1;
        while (before >= 0 && reading.SameSentence(before, at) && (reading.Traits(before) & WordTraits.Particle) != 0)
            before--;
        return before >= 0 && reading.SameSentence(before, at) && (reading.Traits(before) & WordTraits.Title) != 0
            ? new(before, at, EvidenceReason.TitleAndSurname)
            : null;
    }

    private Shaped? AloneAt(ItemReading reading, int at)
    {
        var isRare =
            reading.Folded(at) == surname
            && surname.Length >= ShortestLoneSurname
            && !PersonNames.IsCommonSurname(surname);
        if (!isRare || reading.IsShouted(at) || IsBehindOtherName(reading, at) || IsBeforeOtherName(reading, at))
            return null;
        return new(at, at, given.IsEmpty ? EvidenceReason.SameWords : EvidenceReason.Surname);
    }

    private static bool IsBehindOtherName(ItemReading reading, int at)
    {
        var before = at - 1;
        while (before >= 0 && reading.Adjoins(before) && (reading.Traits(before) & WordTraits.Particle) != 0)
            before--;
        return before >= 0 && reading.Adjoins(before) && IsUnknownCapital(reading, before);
    }

    private static bool IsBeforeOtherName(ItemReading reading, int at) =>
        at + 1 < reading.Count && reading.Adjoins(at) && IsUnknownCapital(reading, at + 1);

    private static bool IsUnknownCapital(ItemReading reading, int at)
    {
        if (!reading.Words[at].IsCapital || (reading.Traits(at) & (WordTraits.Title | WordTraits.Function)) != 0)
            return false;
        return (reading.Traits(at) & WordTraits.GivenName) != 0 || !reading.IsInTitleCase(at);
    }

    private bool IsGiven(ItemReading reading, int at) =>
        reading.Words[at].IsCapital
        && given is [var name]
        && NameSpelling.AreNear(reading.Folded(at), name, NameSpelling.GivenName);

    private static bool IsInitial(ItemReading reading, int at, int surnameAt) =>
        reading.Words[at].End - reading.Words[at].Start == 1
        && reading.Words[at].IsCapital
        && reading.SameSentence(at, surnameAt);

    private static bool IsPartOfName(ItemReading reading, int at, int surnameAt) =>
        reading.SameSentence(at, surnameAt)
        && !reading.Words[at + 1].AfterComma
        && (reading.Words[at].IsCapital || (reading.Traits(at) & WordTraits.Particle) != 0);

    private Shaped Full(ItemReading reading, int first, int last)
    {
        var isSame = true;
        foreach (var at in (ReadOnlySpan<int>)[first, last])
            isSame &= reading.Folded(at) == surname || given.Contains(reading.Folded(at));
        return new(first, last, isSame ? EvidenceReason.SameWords : EvidenceReason.SpellingVariant);
    }

    private readonly record struct Shaped(int First, int Last, EvidenceReason Reason);
}
