using System.Text.RegularExpressions;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Tells a given name of East Asia by its syllables.</summary>
internal static partial class Syllables
{
    private const int LongestSyllable = 6;

    /// <summary>
    /// True for a name with a hyphen (<i>Jong-un</i>), for two short words of one syllable (<i>Jong Un</i>), and for one word
    /// of one or two Chinese syllables (<i>Jinping</i>).
    /// </summary>
    public static bool AreGivenName(IReadOnlyList<NamePart> parts, int from, int behind) =>
        behind - from == 1
            ? parts[from].IsCompound && Syllable().IsMatch(parts[from].LastWord!)
                || ChineseName().IsMatch(parts[from].Word)
            : behind - from == 2 && IsSyllable(parts[from].Word) && IsSyllable(parts[from + 1].Word);

    private static bool IsSyllable(string word) => word.Length <= LongestSyllable && Syllable().IsMatch(word);

    [GeneratedRegex(
        "^[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(ng|nh|ch|[nmktplbgrhc])?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Syllable();

    [GeneratedRegex(
        "^((zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(iang|iong|uang|iao|ian|ing|ang|eng|ong|uai|uan|iou|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u)){1,2}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ChineseName();
}
