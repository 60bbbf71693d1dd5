using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Deliveries;

/// <summary>Says in plain words why a rule matched.</summary>
internal static class EvidenceWording
{
    /// <summary>The reason in the words of the rule language.</summary>
    public static string Of(EvidenceReason reason) =>
        reason switch
        {
            EvidenceReason.SameWords => "same words",
            EvidenceReason.Form => "form",
            EvidenceReason.VerbNoun => "verb/noun",
            EvidenceReason.ParticleVerb => "particle verb",
            EvidenceReason.Synonym => "synonym",
            EvidenceReason.Compound => "compound",
            EvidenceReason.SpellingVariant => "spelling variant",
            EvidenceReason.Initial => "initial",
            EvidenceReason.TitleAndSurname => "title + surname",
            EvidenceReason.Surname => "surname",
            EvidenceReason.Demonym => "demonym",
            EvidenceReason.Capital => "capital",
            EvidenceReason.CityIn => "city in",
            EvidenceReason.Acronym => "acronym",
            _ => "other",
        };

    /// <summary>One sentence: <c>The headline says “withdraw troops”: another form of “troop withdrawal”.</c></summary>
    public static string Explain(Evidence evidence)
    {
        var words = CleanText.Cut(CleanText.Line(evidence.Words), 120);
        var asked = CleanText.Cut(CleanText.Line(AskedFor(evidence.Leaf)), 120);
        return $"The {NameOf(evidence.Field)} says “{words}”{Relation(evidence.Reason, asked)}.";
    }

    /// <summary>The field as readers know it.</summary>
    public static string NameOf(ItemField field) =>
        field switch
        {
            ItemField.Title => "headline",
            ItemField.Summary => "summary",
            _ => "article",
        };

    private static string AskedFor(string leaf) => leaf[(leaf.IndexOf(": ", StringComparison.Ordinal) + 1)..].Trim();

    private static string Relation(EvidenceReason reason, string asked) =>
        reason switch
        {
            EvidenceReason.SameWords => $", the words of the rule",
            EvidenceReason.Form => $", another form of “{asked}”",
            EvidenceReason.VerbNoun => $", the same as “{asked}” with verb for noun",
            EvidenceReason.ParticleVerb => $", a verb that means “{asked}”",
            EvidenceReason.Synonym => $", which means “{asked}”",
            EvidenceReason.Compound => $", “{asked}” written together or apart",
            EvidenceReason.SpellingVariant => $", another spelling of “{asked}”",
            EvidenceReason.Initial => $", “{asked}” with an initial",
            EvidenceReason.TitleAndSurname => $", “{asked}” by title and surname",
            EvidenceReason.Surname => $", “{asked}” by surname",
            EvidenceReason.Demonym => $", the people or adjective of “{asked}”",
            EvidenceReason.Capital => $", the capital of “{asked}”",
            EvidenceReason.CityIn => $", a city in “{asked}”",
            EvidenceReason.Acronym => $", short for “{asked}”",
            _ => $", for “{asked}”",
        };
}
