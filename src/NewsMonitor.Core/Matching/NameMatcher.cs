using System.Runtime.InteropServices;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// A person in the shapes in which news writes names (<see cref="NameShapes"/>). An item that names the person in full, or
/// by title, may then use the bare surname, before it as well as behind it. An item that gives the surname to somebody else
/// and never to the person leaves the bare surname to the other.
/// </summary>
internal sealed class NameMatcher : LeafMatcher
{
    /// <summary>How far before a surname the name of a place may begin that holds it, in words.</summary>
    private const int LongestPlace = 3;

    private readonly NamedPerson? person;
    private readonly int[] clues;
    private readonly Namesakes? namesakes;
    private readonly int given;

    public NameMatcher(PersonName leaf, ClueBook book)
        : base(leaf)
    {
        person = NamedPerson.Read(leaf.Words);
        clues = person is null ? [book.Add()] : [.. CluesOf(person, book).Distinct()];
        if (person is { IsGivenAndSurname: true })
        {
            namesakes = book.Surnames.Add(person, clues[0], () => book.Add());
            given = book.GivenNames.Of(person.Parts[0].Word, () => book.Add());
        }
    }

    /// <summary>A person of whom a part of the name is all that counts.</summary>
    public NameMatcher(PersonName leaf, NamedPerson person, int clue)
        : base(leaf) => (this.person, clues) = (person, [clue]);

    /// <inheritdoc/>
    public override void Count(ClueWeights weights)
    {
        foreach (var clue in clues)
            weights.Count(clue);
    }

    /// <summary>
    /// Under the surname: where it stands alone, that is all; where it may stand beside the given name, the rule is asked.
    /// </summary>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) =>
        namesakes is null
            ? [.. clues.Select(clue => Filing.Of(clue))]
            :
            [
                Filing.Of(clues[0], IsPlain).And(Filing.Of(namesakes.Alone, isAll: true)),
                Filing.OfPerson(clues[0], given, isAll: IsPlain && !person!.Surname.IsCompound),
                Filing.Of(clues[0]).And(Filing.Of(namesakes.Doubtful)),
            ];

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        if (person is null)
            return;
        var bearings = sightings.Bearings;
        bearings.Clear();
        foreach (var clue in clues)
            AddBearings(search, clue, bearings);
        var support = SupportIn(bearings);
        foreach (ref readonly var bearing in CollectionsMarshal.AsSpan(bearings))
            if (
                ShapeOf(search, bearing, support) is { } shape
                && sightings.Offer(shape.First, shape.Last, 0, shape.Reason, false, [])
            )
                return;
    }

    private static IEnumerable<int> CluesOf(NamedPerson person, ClueBook book)
    {
        var clue = book.Surnames.Of(person.Surname, () => book.Add());
        if (!person.IsMononym)
            book.Surnames.AddGlued(person.Glued, clue);
        yield return clue;
        if (person.FirstSurname is { } first)
            yield return book.Surnames.Of(first, () => book.Add());
    }

    /// <summary>Adds every place where the surname stands, with what the words around it say.</summary>
    private void AddBearings(Search search, int clue, List<Bearing> bearings)
    {
        for (var at = search.FirstOf(clue); at >= 0; at = search.At(at).Next)
            if (SurnameAt(search, clue, at) is { } surname)
            {
                var shape = SupportedAt(search.Reading, clue, surname);
                var other =
                    shape is null && !person!.IsMononym ? NameNeighbours.OtherBearerAt(search.Reading, surname) : null;
                bearings.Add(new Bearing(surname, shape, other));
            }
    }

    /// <summary>The name where a surname stands, if the item as a whole lets it count.</summary>
    private NameShape? ShapeOf(Search search, in Bearing bearing, Support support)
    {
        if (bearing.Shape is { Reason: EvidenceReason.TitleAndSurname } && support.IsTakenWithTitle)
            return null;
        if (bearing.Shape is { } shape)
            return shape;
        return (support.IsNamed || !support.IsTaken) && !IsInPlace(search, bearing.Surname)
            ? NameShapes.AloneAt(search.Reading, person!, bearing.Surname, isNamed: support.IsNamed)
            : null;
    }

    /// <summary><i>La Paz</i> is not <i>Paz</i>.</summary>
    private static bool IsInPlace(Search search, SurnameSpan surname)
    {
        for (var first = Math.Max(0, surname.First - LongestPlace); first <= surname.First; first++)
            if (
                search.Book.Places.Names.LongestAt(search.Reading, first) is { Words.Length: > 1 } place
                && first + place.Words.Length > surname.Last
            )
                return true;
        return false;
    }

    /// <summary>A first surname needs the second to be missing: <i>Peña de Guzmán</i> is not <i>Peña Nieto</i>.</summary>
    private NameShape? SupportedAt(ItemReading reading, int clue, SurnameSpan surname) =>
        clue == clues[0] || !NameNeighbours.GoesOn(reading, person!, surname)
            ? NameShapes.SupportedAt(reading, person!, surname)
            : null;

    /// <summary>The words of the text that spell the surname, or the whole name as one word.</summary>
    private SurnameSpan? SurnameAt(Search search, int clue, int occurrence)
    {
        var found = search.At(occurrence);
        var part = clue == clues[0] ? person!.Surname : person!.FirstSurname!.Value;
        return NameShapes.SurnameEndingAt(search.Reading, person!, part, found.First, found.Last);
    }

    /// <summary>What the item says of the surname everywhere.</summary>
    private static Support SupportIn(List<Bearing> bearings)
    {
        var (isNamed, isTaken, isTakenWithTitle) = (false, false, false);
        foreach (ref readonly var bearing in CollectionsMarshal.AsSpan(bearings))
        {
            if (bearing.Shape is { Reason: not EvidenceReason.TitleAndSurname })
                return new Support(IsNamed: true, IsTaken: false, IsTakenWithTitle: false);
            isNamed |= bearing.Shape is not null;
            isTaken |= bearing.Other is not null;
            isTakenWithTitle |= bearing.Other is { HasTitle: true };
        }
        return new Support(isNamed && !isTakenWithTitle, isTaken, isTakenWithTitle);
    }

    /// <summary>What the item says of the surname.</summary>
    /// <param name="IsNamed">It names the person in full, by initial or by title.</param>
    /// <param name="IsTaken">It gives the surname to somebody else.</param>
    /// <param name="IsTakenWithTitle">It gives a title to somebody else of this surname.</param>
    private readonly record struct Support(bool IsNamed, bool IsTaken, bool IsTakenWithTitle);
}
