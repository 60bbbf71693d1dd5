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

    public NameMatcher(PersonName leaf)
        : base(leaf, "name")
    {
        var words = Tokeniser
            .Read(leaf.Words)
            .Tokens.Select(token => token.Word)
            .SkipWhile(PersonNames.IsTitle)
            .Where(word => !PersonNames.IsParticle(word))
            .ToArray();
        surname = words.LastOrDefault("");
        given = [.. words.SkipLast(1).Where((word, at) => at == 0)];
        Keys = surname.Length == 0 ? [] : [IndexKey.OfName(surname)];
    }

    public override IReadOnlyCollection<string> Keys { get; }

    protected override Evidence? FindIn(FieldText field)
    {
        Evidence? alone = null;
        for (var at = 0; at < field.Tokens.Count; at++)
        {
            if (!IsSurname(field, at))
                continue;
            if (SupportedAt(field, at) is { } evidence)
                return evidence;
            alone ??= AloneAt(field, at);
        }
        return alone;
    }

    private bool IsSurname(FieldText field, int at) =>
        field.Tokens[at].IsCapital
        && NameSpelling.AreNear(field.Tokens[at].Word, surname, NameSpelling.SupportedSurname);

    private Evidence? SupportedAt(FieldText field, int at) =>
        GivenBefore(field, at) ?? GivenBehindComma(field, at) ?? InitialBefore(field, at) ?? TitleBefore(field, at);

    private Evidence? GivenBefore(FieldText field, int at)
    {
        for (
            var before = at - 1;
            before >= 0 && before >= at - 1 - MiddleNames && IsPartOfName(field, before, at);
            before--
        )
            if (IsGiven(field, before))
                return Full(field, before, at);
        return null;
    }

    private Evidence? GivenBehindComma(FieldText field, int at) =>
        at + 1 < field.Tokens.Count
        && field.Tokens[at + 1].AfterComma
        && SameSentence(field, at, at + 1)
        && IsGiven(field, at + 1)
            ? Full(field, at, at + 1)
            : null;

    private Evidence? InitialBefore(FieldText field, int at)
    {
        for (
            var before = at - 1;
            before >= 0 && before >= at - 1 - MiddleNames && IsInitial(field, before, at);
            before--
        )
            if (given is [var name] && field.Tokens[before].Word[0] == name[0])
                return field.Evidence(Label, before, at, [before, at], EvidenceReason.Initial);
        return null;
    }

    private Evidence? TitleBefore(FieldText field, int at)
    {
        var before = at - 1;
        while (before >= 0 && SameSentence(field, before, at) && PersonNames.IsParticle(field.Tokens[before].Word))
            before--;
        return before >= 0 && SameSentence(field, before, at) && IsTitle(field, before)
            ? field.Evidence(Label, before, at, [before, at], EvidenceReason.TitleAndSurname)
            : null;
    }

    /// <summary>A surname without support counts when it is rare, written as the rule has it, and no part of another name.</summary>
    private Evidence? AloneAt(FieldText field, int at)
    {
        var token = field.Tokens[at];
        var isRare =
            token.Word == surname && surname.Length >= ShortestLoneSurname && !PersonNames.IsCommonSurname(surname);
        if (!isRare || field.Text.IsShouted || IsBehindOtherName(field, at) || IsBeforeOtherName(field, at))
            return null;
        return field.Evidence(Label, at, at, [at], given.IsEmpty ? EvidenceReason.SameWords : EvidenceReason.Surname);
    }

    private static bool IsBehindOtherName(FieldText field, int at)
    {
        var before = at - 1;
        while (before >= 0 && Adjoins(field, before) && PersonNames.IsParticle(field.Tokens[before].Word))
            before--;
        return before >= 0 && Adjoins(field, before) && IsUnknownCapital(field, before);
    }

    private static bool IsBeforeOtherName(FieldText field, int at) =>
        at + 1 < field.Tokens.Count && Adjoins(field, at) && IsUnknownCapital(field, at + 1);

    /// <summary>
    /// A capital that may be a name: no word that opens a sentence, no title, no place. In a headline that capitalises
    /// every word, only a given name tells.
    /// </summary>
    private static bool IsUnknownCapital(FieldText field, int at)
    {
        var token = field.Tokens[at];
        if (!token.IsCapital || PersonNames.IsTitle(token.Word) || Words.IsFunctionWord(token.Word))
            return false;
        if (PersonNames.IsGivenName(token.Word))
            return true;
        return Gazetteer.LongestAt(field.Tokens, at) == 0 && !CapitalisesEveryWord(field, token.Sentence);
    }

    private static bool CapitalisesEveryWord(FieldText field, int sentence)
    {
        var words = field
            .Tokens.Where(token => token.Sentence == sentence && !Words.IsFunctionWord(token.Word))
            .ToList();
        return words.Count >= 4 && words.Count(token => token.IsCapital) >= 0.8 * words.Count;
    }

    private bool IsGiven(FieldText field, int at) =>
        field.Tokens[at].IsCapital
        && given is [var name]
        && NameSpelling.AreNear(field.Tokens[at].Word, name, NameSpelling.GivenName);

    private static bool IsInitial(FieldText field, int at, int surnameAt) =>
        field.Tokens[at].End - field.Tokens[at].Start == 1
        && field.Tokens[at].IsCapital
        && SameSentence(field, at, surnameAt);

    private static bool IsTitle(FieldText field, int at) => PersonNames.IsTitle(field.Tokens[at].Word);

    private static bool IsPartOfName(FieldText field, int at, int surnameAt) =>
        SameSentence(field, at, surnameAt)
        && !field.Tokens[at + 1].AfterComma
        && (field.Tokens[at].IsCapital || PersonNames.IsParticle(field.Tokens[at].Word));

    /// <summary>Only a space, a hyphen or the stop of an initial stands between this word and the next.</summary>
    private static bool Adjoins(FieldText field, int at) =>
        SameSentence(field, at, at + 1)
        && !field.Tokens[at + 1].AfterComma
        && field
            .Text.Text.AsSpan(field.Tokens[at].End, field.Tokens[at + 1].Start - field.Tokens[at].End)
            .Trim(" .-\u00A0")
            .IsEmpty;

    private static bool SameSentence(FieldText field, int one, int other) =>
        field.Tokens[one].Sentence == field.Tokens[other].Sentence;

    private Evidence Full(FieldText field, int first, int last)
    {
        var words = Enumerable.Range(first, last - first + 1).ToArray();
        var isSame = words.All(at =>
            field.Tokens[at].Word == surname || given.Contains(field.Tokens[at].Word) || at != first && at != last
        );
        return field.Evidence(
            Label,
            first,
            last,
            words,
            isSame ? EvidenceReason.SameWords : EvidenceReason.SpellingVariant
        );
    }
}
