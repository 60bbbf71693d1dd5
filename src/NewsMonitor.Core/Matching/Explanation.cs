namespace NewsMonitor.Core.Matching;

/// <summary>Why a rule matched, as a sentence for people.</summary>
public static class Explanation
{
    /// <summary><i>Matched because the title says "withdraw troops" (verb/noun of "troop withdrawal") and "Iraqi" (people of Iraq).</i></summary>
    public static string Of(IEnumerable<Evidence> evidence)
    {
        var parts = evidence
            .GroupBy(found => found.Field)
            .Select(field => $"the {field.Key.InWords()} says {string.Join(" and ", field.Select(Quote).Distinct())}");
        return $"Matched because {string.Join("; ", parts)}.";
    }

    private static string Quote(Evidence found) => $"\"{found.Words}\"{Because(found)}";

    private static string Because(Evidence found)
    {
        var wanted = found.Leaf[(found.Leaf.IndexOf(':', StringComparison.Ordinal) + 2)..];
        return found.Reason switch
        {
            EvidenceReason.SameWords => "",
            EvidenceReason.Form => $" (form of \"{wanted}\")",
            EvidenceReason.VerbNoun => $" (verb or noun of \"{wanted}\")",
            EvidenceReason.ParticleVerb => $" (verb and particle for \"{wanted}\")",
            EvidenceReason.Synonym => $" (another word for \"{wanted}\")",
            EvidenceReason.Compound => $" (written together or apart: \"{wanted}\")",
            EvidenceReason.SpellingVariant => $" (another spelling of {wanted})",
            EvidenceReason.Initial => $" (initial of {wanted})",
            EvidenceReason.TitleAndSurname => $" (title and surname of {wanted})",
            EvidenceReason.Surname => $" (surname of {wanted})",
            EvidenceReason.Demonym => $" (people of {wanted})",
            EvidenceReason.Capital => $" (capital of {wanted})",
            EvidenceReason.CityIn => $" (city in {wanted})",
            EvidenceReason.Acronym => $" (short for {wanted})",
            _ => "",
        };
    }
}
