using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Text;

/// <summary>
/// How characters are compared: without case, without diacritics, with every variant of quote, dash and space as one.
/// Variants of one Arabic letter are one letter. Always the invariant culture. What is shown to people is never folded.
/// </summary>
public static class Folding
{
    private const int PageLength = 256;

    /// <summary>What single characters fold to, as far as they were met, in pages: the alphabets of the news are small.</summary>
    private static readonly string?[]?[] Remembered = new string?[]?[(char.MaxValue + 1) / PageLength];

    /// <summary>The folded form of a word, as the matcher sees it: lower case, no diacritics, straight apostrophes.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
            Append(folded, character);
        return folded.ToString();
    }

    /// <summary>Writes the folded form of one character, or of a surrogate pair, and says how long it is: 0 for an invisible one.</summary>
    /// <param name="character">One character or one surrogate pair.</param>
    /// <param name="folded">Room for 18 letters, the longest that a character unfolds to.</param>
    internal static int Fold(ReadOnlySpan<char> character, Span<char> folded)
    {
        var known = character is [var single] ? FoldedOf(single) : Fold(character.ToString());
        known.CopyTo(folded);
        return known.Length;
    }

    private static string FoldedOf(char character)
    {
        var page = Remembered[character / PageLength] ??= new string?[PageLength];
        return page[character % PageLength] ??= Fold(character.ToString());
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
        character is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D';

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
            case 'ى' or 'ی':
                folded.Append('ي');
                return;
            case 'ة':
                folded.Append('ه');
                return;
            case 'ک':
                folded.Append('ك');
                return;
            case '\u0640':
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
