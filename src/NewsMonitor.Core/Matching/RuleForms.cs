using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Everything that a leaf of a rule is found by.</summary>
/// <param name="Leaf">The kind and words of the leaf as the person wrote them: <c>phrase: troop withdrawal</c>.</param>
/// <param name="IsVeto">True when finding it keeps the item out.</param>
/// <param name="Where">How its words must stand, in words.</param>
/// <param name="Groups">What stands for its words.</param>
public sealed record LeafForms(string Leaf, bool IsVeto, string Where, ImmutableArray<FormGroup> Groups);

/// <summary>Forms that stand for a word of a leaf in the same way.</summary>
/// <param name="Of">The word of the leaf, or the whole of it.</param>
/// <param name="Kind">How they stand for it, as <see cref="EvidenceReasons"/> says it.</param>
/// <param name="Forms">The forms.</param>
/// <param name="Needs">What must hold beside them, in words; empty for nothing.</param>
public sealed record FormGroup(string Of, string Kind, ImmutableArray<string> Forms, string Needs);

/// <summary>
/// Lists every form that a rule will match. Words and places are listed whole; the spellings of names are told by distance,
/// so that they can only be shown by examples, each of which was tried on the matcher.
/// </summary>
public static class RuleForms
{
    /// <summary>Examples of the many words that have one beginning.</summary>
    private const int MostExamples = 12;

    /// <summary>The forms of every leaf, in the order of the rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static ImmutableArray<LeafForms> Of(WatchRule rule, Meanings? meanings = null) =>
        [
            .. LeavesOf(rule.Condition, isVeto: false)
                .Select(found => new LeafForms(
                    $"{LeafKind.Of(found.Leaf).Key}: {found.Leaf.Words}",
                    found.IsVeto,
                    LeafTermsText.Of(found.Leaf),
                    [.. GroupsOf(found.Leaf, meanings ?? Meanings.Shipped)]
                )),
        ];

    private static IEnumerable<(Leaf Leaf, bool IsVeto)> LeavesOf(Condition condition, bool isVeto) =>
        condition switch
        {
            Leaf leaf => [(leaf, isVeto)],
            None none => none.Parts.SelectMany(part => LeavesOf(part, !isVeto)),
            All all => all.Parts.SelectMany(part => LeavesOf(part, isVeto)),
            Any any => any.Parts.SelectMany(part => LeavesOf(part, isVeto)),
            AtLeast atLeast => atLeast.From.SelectMany(part => LeavesOf(part, isVeto)),
            Near near => near.These.SelectMany(part => LeavesOf(part, isVeto)),
            Score score => score.Add.SelectMany(part => LeavesOf(part.Part, isVeto != part.Worth < 0)),
            _ => [],
        };

    /// <summary>The leaf itself, then the other words that stand for the whole of it, as the compiler takes them.</summary>
    private static IEnumerable<FormGroup> GroupsOf(Leaf leaf, Meanings meanings) =>
        Compiler
            .OtherWords(leaf, meanings)
            .Select(words => leaf with { Words = words, Terms = leaf.Terms with { Also = [] } })
            .Prepend(leaf)
            .SelectMany(one => OwnGroups(one, meanings))
            .Concat(
                leaf.Terms.ExceptIn.Select(words => new FormGroup(
                    words,
                    "except in",
                    [words],
                    "never inside, in any inflection"
                ))
            );

    private static IEnumerable<FormGroup> OwnGroups(Leaf leaf, Meanings meanings) =>
        leaf switch
        {
            Phrase or Word => Concept.Of(leaf).SelectMany(terms => GroupsOf(terms, meanings)),
            Place place => PlaceGroups(place, meanings),
            PersonName or Organisation => NameForms.Of(leaf, meanings),
            Starts starts => [Beginning(starts)],
            Exact exact => [new(exact.Words, "same words", [exact.Words], "in this case, side by side")],
            _ => [new(leaf.Words, "expression", [leaf.Words], "")],
        };

    private static IEnumerable<FormGroup> GroupsOf(ConceptTerms terms, Meanings meanings) =>
        Concept
            .MembersOf(terms, meanings)
            .GroupBy(member => (Kind: KindOf(member, terms), Needs: NeedsOf(member)))
            .Select(group => new FormGroup(
                terms.Split ?? terms.Word,
                group.Key.Kind,
                [.. group.SelectMany(FormsOf).Distinct(StringComparer.Ordinal)],
                group.Key.Needs
            ));

    private static string KindOf(ConceptMember member, ConceptTerms terms) =>
        member.IsBlocked ? "never"
        // The word and its inflections are one list for a reader.
        : member.Reason == EvidenceReason.SameWords && terms.By > MatchLevel.Exact && member.Test == SignTest.None
            ? EvidenceReason.Form.InWords()
        : member.Reason.InWords();

    private static string NeedsOf(ConceptMember member)
    {
        var test = member.Test switch
        {
            SignTest.Capitals => "in capitals",
            SignTest.SameCase => $"written \"{member.Operand}\"",
            SignTest.BehindClass => $"right behind a word of class {member.Operand}",
            _ => "",
        };
        return !member.IsWeak ? test
            : test.Length == 0 ? "only beside another part of the rule in the same sentence"
            : $"{test}, only beside another part of the rule in the same sentence";
    }

    private static IEnumerable<string> FormsOf(ConceptMember member) =>
        (member.IsLemma ? WordForms.Of(member.Word) : [member.Word]).Select(form =>
            member.Test switch
            {
                SignTest.Particle => $"{form} … {member.Operand}",
                SignTest.BehindWord => $"{member.Operand} {form}",
                SignTest.Capitals => form.ToUpperInvariant(),
                _ => form,
            }
        );

    private static FormGroup Beginning(Starts starts)
    {
        var folded = Folding.Fold(starts.Words);
        var examples = WordBook
            .StartingWith(folded)
            .SelectMany(word => WordForms.Of(word))
            .Distinct(StringComparer.Ordinal);
        return new(
            $"{starts.Words}*",
            "beginning",
            [.. examples.Where(form => form.StartsWith(folded, StringComparison.Ordinal)).Take(MostExamples)],
            "any word that begins so; these are examples"
        );
    }

    private static IEnumerable<FormGroup> PlaceGroups(Place leaf, Meanings meanings) =>
        meanings.PlacesNamed(leaf.Words) is not [var place, ..]
            ? []
            : place
                .Forms.Where(form => PlaceMatcher.Reaches(PlaceBook.ReasonOf(form), leaf.Terms.As))
                .GroupBy(form => (form.Role, Needs: NeedsOf(form)))
                .OrderBy(group => group.Key.Role)
                .Select(group => new FormGroup(
                    place.Name,
                    InWords(group.Key.Role),
                    [.. group.Select(Written).Distinct(StringComparer.Ordinal)],
                    group.Key.Needs
                ));

    private static string NeedsOf(PlaceForm form) =>
        form switch
        {
            { IsAcronym: true } => "in capitals",
            { IsHomograph: true } or { IsShared: true } =>
                "also something else: only beside another sign of the place, or another part of the rule",
            _ => "",
        };

    private static string InWords(PlaceRole role) =>
        role switch
        {
            PlaceRole.Name => "name",
            PlaceRole.People => "people",
            PlaceRole.Capital => "capital",
            PlaceRole.City => "city in",
            _ => "region in",
        };

    private static string Written(PlaceForm form) =>
        form.IsAcronym
            ? string.Concat(form.Words).ToUpperInvariant()
            : string.Join(' ', form.Words.Select(WithCapital));

    /// <summary>With the capital letter that a name needs.</summary>
    internal static string WithCapital(string word) =>
        word.Length == 0 ? word : string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.AsSpan(1));
}
