using System.Globalization;
using System.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Names of months in the languages of Europe, compared by how they begin and without accents.</summary>
internal static class FeedMonths
{
    /// <summary>For each month the beginnings that no other month shares; the longest that fits wins.</summary>
    private static readonly string[] Beginnings =
    [
        "jan gen ene sty led ocak янв січ ιαν",
        "feb fév lut uno sub фев лют φεβ",
        "mar mär mrz maart maerz brez мар бер μαρ",
        "apr avr abr kwi dub nis апр кві απρ",
        "may mai mag maj mei kve may мая май тра μαι",
        "jun jui jún giu cze cerven haz июн чер ιουν",
        "jul juil júl lug lip cervenec tem июл лип ιουλ",
        "aug aoû ago sie srp agu авг сер αυγ",
        "sep set wrz zari eyl szept сен вер σεπ",
        "oct okt ott out paz rij eki окт жов οκτ",
        "nov lis listopad kas ноя лис νοε",
        "dec dez dic des gru pros ara дек гру δεκ",
    ];

    private static readonly (string Beginning, int Month)[] ByLength =
    [
        .. Beginnings
            .SelectMany((names, index) => names.Split(' ').Select(name => (Beginning: Plain(name), Month: index + 1)))
            .OrderByDescending(name => name.Beginning.Length),
    ];

    /// <summary>1 to 12; null for a word that names no month.</summary>
    public static int? Number(string word)
    {
        if (word.Length < 3)
            return null;
        var plain = Plain(word);
        foreach (var (beginning, month) in ByLength)
        {
            if (plain.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return month;
        }
        return null;
    }

    private static string Plain(string word)
    {
        var letters = word.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark);
        return string.Concat(letters);
    }
}
