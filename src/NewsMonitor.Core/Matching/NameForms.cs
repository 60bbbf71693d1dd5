using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// In which shapes and spellings a name is found: each was written into a sentence and given to the matcher, so that nothing
/// is promised here that it does not keep.
/// </summary>
internal sealed class NameForms
{
    private const int MostSpellings = 6;
    private const int MostRefused = 2;

    /// <summary>What transliterations of one name exchange, and mistakes that make another name of it.</summary>
    private static readonly (string From, string To)[] Exchanges =
    [
        ("ss", "s"),
        ("mm", "m"),
        ("o", "u"),
        ("u", "o"),
        ("ei", "ey"),
        ("i", "y"),
        ("y", "i"),
        ("e", "i"),
        ("i", "e"),
        ("a", "e"),
        ("e", "a"),
        ("q", "k"),
        ("q", "gh"),
        ("k", "q"),
        ("kh", "h"),
        ("gh", "g"),
        ("ou", "u"),
        ("u", "ou"),
        ("sh", "ch"),
        ("ch", "tch"),
        ("v", "w"),
        ("w", "v"),
        ("j", "dj"),
        ("f", "ph"),
        ("h", ""),
        ("d", "t"),
        ("n", "m"),
        ("l", "r"),
    ];

    /// <summary>Nobody writes a name with these.</summary>
    private static readonly string[] Unreadable = ["ii", "uu", "yy", "iy", "yi"];

    private static readonly FeedOrigin AnyFeed = new("", "", []);
    private static readonly string[] LegalForms = ["Inc", "Corp", "Ltd", "plc", "AG", "SA"];

    private readonly Matcher matcher;

    private NameForms(Leaf leaf, Meanings meanings) =>
        matcher = new Matcher(
            RuleIndex.Build(
                [
                    new WatchRule
                    {
                        Id = "name",
                        Name = "name",
                        Condition = leaf with { Terms = LeafTerms.Default },
                    },
                ],
                meanings
            )
        );

    /// <summary>The shapes and spellings of a person or an organisation.</summary>
    public static IEnumerable<FormGroup> Of(Leaf leaf, Meanings meanings)
    {
        var forms = new NameForms(leaf, meanings);
        return leaf is PersonName && NamedPerson.Read(leaf.Words) is { } person
            ? forms.OfPerson(leaf.Words, person)
            : forms.OfOrganisation(leaf.Words);
    }

    private IEnumerable<FormGroup> OfOrganisation(string name)
    {
        yield return Group(
            name,
            "name",
            [name, .. LegalForms.Select(form => $"{name} {form}")],
            "with or without any legal form"
        );
        if (Finds(name.ToLowerInvariant()))
            yield return Group(name, "small letters", [name.ToLowerInvariant()], "");
    }

    private IEnumerable<FormGroup> OfPerson(string name, NamedPerson person)
    {
        var surname = RuleForms.WithCapital(person.Surname.Word);
        var given = GivenNameOf(person);
        foreach (var group in ShapesOf(name, person, given, surname))
            if (!group.Forms.IsEmpty)
                yield return group;
        var (found, refused) = Spellings(given, surname);
        if (!found.IsEmpty)
            yield return new(
                name,
                EvidenceReason.SpellingVariant.InWords(),
                found,
                "examples: spellings are found by their distance, not by a list"
            );
        if (!refused.IsEmpty)
            yield return new(name, "not a spelling", refused, "examples of what is too far away");
    }

    private IEnumerable<FormGroup> ShapesOf(string name, NamedPerson person, string? given, string surname)
    {
        yield return Group(
            name,
            EvidenceReason.SameWords.InWords(),
            [name],
            "middle names and initials may stand between"
        );
        if (given is null)
            yield break;
        yield return Group(name, "other order", [$"{surname}, {given}", $"{surname} {given}"], "");
        yield return Group(name, EvidenceReason.Initial.InWords(), [$"{given[0]}. {surname}"], "");
        yield return Group(
            name,
            "short form",
            [.. PersonNames.FormsOf(NamePartOf(person)).Select(form => $"{RuleForms.WithCapital(form)} {surname}")],
            ""
        );
        yield return Group(
            name,
            EvidenceReason.TitleAndSurname.InWords(),
            [$"Gen {surname}", $"President {surname}", $"Mr {surname}"],
            "any title"
        );
        yield return Finds(surname)
            ? Group(name, EvidenceReason.Surname.InWords(), [surname], "not as part of another name")
            : Group(
                name,
                EvidenceReason.Surname.InWords(),
                [$"{surname} (after {name})"],
                "only where the item has the full name",
                $"{name} arrived. Later {surname} spoke."
            );
    }

    private static string? GivenNameOf(NamedPerson person) =>
        person.IsMononym ? null : RuleForms.WithCapital(NamePartOf(person));

    private static string NamePartOf(NamedPerson person) =>
        (person.IsFamilyFirst ? person.Parts[^1] : person.Parts[0]).Word;

    /// <summary>The forms that the matcher finds.</summary>
    private FormGroup Group(string of, string kind, ImmutableArray<string> forms, string needs, string? asked = null) =>
        new(of, kind, [.. forms.Where(form => Finds(asked ?? form))], needs);

    private (ImmutableArray<string> Found, ImmutableArray<string> Refused) Spellings(string? given, string surname)
    {
        string Whole(string one, string other) => given is null ? other : $"{one} {other}";
        var surnames = Variants(surname).Select(variant => Whole(given ?? "", variant)).ToLookup(Finds);
        var givens = given is null
            ? surnames
            : Variants(given).Select(variant => Whole(variant, surname)).ToLookup(Finds);
        return (First(found: true, MostSpellings), First(found: false, MostRefused));

        ImmutableArray<string> First(bool found, int most) =>
            [.. surnames[found].Take(most).Concat(givens[found].Take(most)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The name with one thing exchanged, then one with its last letter gone.</summary>
    private static IEnumerable<string> Variants(string name)
    {
        foreach (var (from, to) in Exchanges)
            if (
                name.IndexOf(from, 1, StringComparison.Ordinal) is var at and > 0
                && string.Concat(name.AsSpan(0, at), to, name.AsSpan(at + from.Length)) is var variant
                && !Unreadable.Any(letters => variant.Contains(letters, StringComparison.Ordinal))
            )
                yield return variant;
        if (name.Length > 3)
            yield return name[..^1];
    }

    /// <summary>Asks the matcher about a name in the middle of a sentence, where a capital letter says something.</summary>
    private bool Finds(string name) =>
        !matcher.FindMatches(Sentence($"Officials said on Monday that {name} was told of it."), AnyFeed).IsEmpty;

    private static Item Sentence(string text) =>
        new()
        {
            Feed = "",
            Identity = new ItemIdentity(null, null, ""),
            Key = "",
            Summary = text,
        };
}
