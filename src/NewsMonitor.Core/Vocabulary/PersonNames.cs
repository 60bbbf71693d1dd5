using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What stands around and inside the names of persons in the news.</summary>
public static class PersonNames
{
    private static readonly FrozenSet<string> Titles = Set("title");
    private static readonly FrozenSet<string> RoyalTitles = Set("royal");
    private static readonly FrozenSet<string> Suffixes = Set("suffix");
    private static readonly FrozenSet<string> Particles = Set("particle");
    private static readonly FrozenSet<string> Articles = Set("article");
    private static readonly FrozenSet<string> GivenNames = Set("given");
    private static readonly FrozenSet<string> CommonWords = Set("common");
    private static readonly FrozenSet<string> CommonSurnames = Set("common", "surname");
    private static readonly FrozenSet<string> FamilyNames = Set("family");
    private static readonly FrozenSet<string> SpanishSurnames = Set("spanish");
    private static readonly FrozenSet<string> Companies = Set("company");
    private static readonly FrozenSet<string> Acronyms = Set("acronym");

    /// <summary>Capitals that are no part of a person's name: days, months, and the words of every country and people.</summary>
    private static readonly Lazy<FrozenSet<string>> OtherCapitals = new(() =>
        Set("calendar")
            .Concat(Gazetteer.NamesOfCountries.SelectMany(form => form.Words))
            .ToFrozenSet(StringComparer.Ordinal)
    );

    /// <summary>Each form of a given name with the names it may stand for: <i>bill</i> for <i>william</i>.</summary>
    private static readonly FrozenDictionary<string, string[]> FullForms = WordLists
        .Rows("persons.tsv")
        .Where(row => row[0] == "nick")
        .Select(row => row[1].Split(' '))
        .SelectMany(forms => forms.Select(form => (form, name: forms[0])))
        .GroupBy(pair => pair.form, pair => pair.name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>True for <i>Gen</i>, <i>President</i>, <i>Mrs</i> and their like.</summary>
    public static bool IsTitle(string word) => Titles.Contains(word);

    /// <summary>True for titles behind which a given name stands: <i>King</i>, <i>Pope</i>, <i>Sister</i>.</summary>
    public static bool IsRoyalTitle(string word) => RoyalTitles.Contains(word);

    /// <summary>True for <i>Jr</i>, <i>III</i> and their like.</summary>
    public static bool IsSuffix(string word) => Suffixes.Contains(word);

    /// <summary>True for the small words inside names: <i>al</i>, <i>bin</i>, <i>de</i>, <i>van</i>.</summary>
    public static bool IsParticle(string word) => Particles.Contains(word);

    /// <summary>True for the Arabic article as it is spoken before some letters: <i>ash-</i>, <i>ur-</i>. With a hyphen behind it only.</summary>
    public static bool IsArticle(string word) => Articles.Contains(word);

    /// <summary>True for given names that are common in the news.</summary>
    public static bool IsGivenName(string word) => GivenNames.Contains(word);

    /// <summary>True for surnames that are also common words.</summary>
    public static bool IsCommonWord(string word) => CommonWords.Contains(word);

    /// <summary>True for surnames that are also words, or that too many people bear, to name a person alone.</summary>
    public static bool IsCommonSurname(string word) => CommonSurnames.Contains(word);

    /// <summary>True for family names of East Asia, which stand before the given name.</summary>
    public static bool IsFamilyName(string word) => FamilyNames.Contains(word);

    /// <summary>True for surnames of the Spanish-speaking countries, where a person has two.</summary>
    public static bool IsSpanishSurname(string word) => SpanishSurnames.Contains(word);

    /// <summary>True for a word that makes the name before it that of a firm, a place or a thing: <i>Inc</i>, <i>Street</i>, <i>Prize</i>.</summary>
    public static bool IsCompanyWord(string word) => Companies.Contains(word);

    /// <summary>True for a capital that is no part of a person's name: days, months, places and their people.</summary>
    public static bool IsOtherCapital(string word) => OtherCapitals.Value.Contains(word);

    /// <summary>True for capitals that may be written with stops, but are the initials of nobody: <i>U.S.</i>, <i>U.N.</i></summary>
    public static bool IsAcronym(string word) => Acronyms.Contains(word);

    /// <summary>True when both are forms of one given name: <i>bill</i> and <i>william</i>.</summary>
    public static bool AreForms(string one, string other)
    {
        var others = FullFormsOf(other);
        foreach (var name in FullFormsOf(one))
            if (others.Contains(name))
                return true;
        return false;
    }

    /// <summary>The names that a form of a given name may stand for; none for a word that is no such form.</summary>
    public static ReadOnlySpan<string> FullFormsOf(string form) =>
        FullForms.TryGetValue(form, out var names) ? names : [];

    /// <summary>The other forms of a given name: <i>bill</i>, <i>will</i> for <i>william</i>.</summary>
    public static IEnumerable<string> FormsOf(string given) =>
        FullForms.Keys.Where(form => form != given && AreForms(form, given)).Order(StringComparer.Ordinal);

    private static FrozenSet<string> Set(params string[] kinds) =>
        WordLists
            .Rows("persons.tsv")
            .Where(row => kinds.Contains(row[0]))
            .SelectMany(row => row[1].Split(' '))
            .ToFrozenSet(StringComparer.Ordinal);
}
