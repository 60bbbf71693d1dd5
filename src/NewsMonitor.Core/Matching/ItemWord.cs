using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Matching;

/// <summary>A word in its own case: initials without their stops, apostrophes straight, nothing invisible.</summary>
internal static class ItemWord
{
    /// <summary>The word as the comparison of exact words sees it.</summary>
    public static string Plain(ReadOnlySpan<char> written)
    {
        var plain = new System.Text.StringBuilder(written.Length);
        foreach (var character in written)
            if (IsLetter(character))
                plain.Append(Folding.IsApostrophe(character) ? '\'' : character);
        return plain.ToString().Normalize();
    }

    /// <summary>True when the word is written so, in this case.</summary>
    public static bool IsWritten(ReadOnlySpan<char> written, string plain)
    {
        if (System.Text.Ascii.IsValid(written) && !written.Contains('.'))
            return written.SequenceEqual(plain);
        return string.Equals(Plain(written), plain, StringComparison.Ordinal);
    }

    private static bool IsLetter(char character) =>
        character != '.'
        && (
            !Folding.IsInvisible(character)
            || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark
        );
}
