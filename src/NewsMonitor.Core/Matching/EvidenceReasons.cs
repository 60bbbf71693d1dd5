using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Reasons and fields in the words of the rule language.</summary>
public static class EvidenceReasons
{
    /// <summary>The reason as the rule language and every output call it: <c>verb/noun</c>, <c>title + surname</c>, …</summary>
    public static string InWords(this EvidenceReason reason) =>
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
            EvidenceReason.RegionIn => "region in",
            EvidenceReason.Acronym => "acronym",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason"),
        };

    /// <summary>The field as every output calls it: <c>title</c>, <c>summary</c>, <c>body</c>.</summary>
    public static string InWords(this ItemField field) =>
        field switch
        {
            ItemField.Title => "title",
            ItemField.Summary => "summary",
            ItemField.Body => "body",
            ItemField.Article => "article",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a field of an item"),
        };
}
