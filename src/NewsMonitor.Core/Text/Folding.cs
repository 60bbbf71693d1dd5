using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Text;

/// <summary>
/// How characters are compared: without case, without diacritics, with every variant of quote, dash and space as one.
/// Always the invariant culture. What is shown to people is never folded.
/// </summary>
public static class Folding
{
    /// <summary>The folded form of a word, as the matcher sees it: lower case, no diacritics, straight apostrophes.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
            Append(folded, character);
        return folded.ToString();
    }

    /// <summary>Appends the folded form of one character: nothing for an invisible one, the base letter for a letter with marks.</summary>
    public static void Append(StringBuilder folded, char character)
    {
        if (character < 0x80)
            folded.Append(char.ToLowerInvariant(character));
        else if (!IsInvisible(character))
            AppendBase(folded, character);
    }

    /// <summary>True for characters that are drawn with no width: soft hyphen, zero-width joiners, marks of direction, BOM, combining marks.</summary>
    public static bool IsInvisible(char character) =>
        character >= 0x80
        && (
            character
                is '\u00AD'
                    or (>= '\u200B' and <= '\u200F')
                    or (>= '\u202A' and <= '\u202E')
                    or '\u2060'
                    or '\uFEFF'
            || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        );

    /// <summary>True for every apostrophe and single quote.</summary>
    public static bool IsApostrophe(char character) =>
        character is '\'' or '\u2018' or '\u2019' or '\u02BC' or '\uFF07';

    /// <summary>True for every double quote.</summary>
    public static bool IsQuote(char character) =>
        character is '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB';

    /// <summary>True for every hyphen and dash that joins words; a long dash between words parts them as well.</summary>
    public static bool IsHyphen(char character) =>
        character is '-' or (>= '\u2010' and <= '\u2012') or '\u2013' or '\u2212' or '\uFE63' or '\uFF0D';

    private static void AppendBase(StringBuilder folded, char character)
    {
        if (char.IsSurrogate(character))
        {
            folded.Append(character);
            return;
        }
        switch (character)
        {
            case 'ß':
                folded.Append("ss");
                return;
            case 'æ' or 'Æ':
                folded.Append("ae");
                return;
            case 'ø' or 'Ø':
                folded.Append('o');
                return;
            case 'ł' or 'Ł':
                folded.Append('l');
                return;
            case 'ı' or 'İ':
                folded.Append('i');
                return;
            case 'đ' or 'Đ':
                folded.Append('d');
                return;
            default:
                break;
        }
        foreach (var part in character.ToString().Normalize(NormalizationForm.FormKD))
            if (!IsInvisible(part))
                folded.Append(IsApostrophe(part) ? '\'' : char.ToLowerInvariant(part));
    }
}
