using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Core.Stories;

/// <summary>The marks that publishers set before or behind a headline.</summary>
internal static partial class PublisherMarks
{
    /// <summary>The longest stretch of marks that is read, in UTF-16 units.</summary>
    private const int Longest = 120;

    private static readonly SearchValues<char> Signs = SearchValues.Create("-–—:)],");

    /// <summary>One mark at the front: in capitals, or in any case when a colon or a dash with spaces sets it off.</summary>
    [GeneratedRegex(
        """
            ^[\s\(\[\*]*(?:
                (?<withdrawal>STORY\s+(?:WITHDRAWN|REMOVED|KILLED|RETRACTED)|WITHDRAWN|RETRACTION|RETRACTED|KILL(?:\s+KILL)*|(?i:story\s+(?:withdrawn|removed|retracted)|retraction|retracted)(?=\s*[:\)\]]|\s+[-–—]\s))
              | (?<correction>CORRECTED|CORRECTION|CORRECTIONS|CORRECTING(?:\s+(?:AND|&)\s+REPLACING)?|CORRECTIVE|CLARIFICATION|CLARIFIED|AMENDED|(?i:correcting\s+and\s+replacing)|(?i:corrected(?:\s+version)?|corrections?|clarifications?|clarified|amended)(?=\s*[:\)\]]|\s+[-–—]\s))
              | (?<refile>REFILE|(?i:refile)(?=\s*[:\)\]-]))
              | (?<update>UPDATE\s*(?<number>\d{0,3})|UPDATED|WRAPUP(?:\s*\d{1,3})?|RPT|REPEAT|(?i:updated?(?:\s*\d{1,3})?)(?=\s*[:\)\]]|\s+[-–—]\s))
              | (?<other>ATTENTION\s+EDITORS|ADVISORY|BREAKING(?:\s+NEWS)?|EXCLUSIVE|FLASH|URGENT|ALERT|FACTBOX|NEWSALERT)
            )(?<end>[\s\)\]\*]*[-–—:,/.]*\s*)
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex FrontMark { get; }

    /// <summary>A mark at the very end: <c>(CORRECTED)</c>, <c>[corrected]</c>, <c>- CORRECTED</c>, <c>(corrects …)</c>.</summary>
    [GeneratedRegex(
        """
            (?:[\(\[]\s*(?:
                (?<withdrawal>(?i:(?:story\s+)?withdrawn|retracted|retraction))
              | (?<correction>(?i:corrected(?:\s+version)?|correction|clarified|clarification|amended|(?:corrects|clarifies|fixes)\b[^\)\]]*))
              | (?<refile>(?i:refiled?(?:\s[^\)\]]*)?))
              | (?<update>(?i:updated?(?:\s*\d{1,3})?|update\s[^\)\]]*))
            )\s*[\)\]]
            | [-–—:]\s*(?:(?<correction>CORRECTED|CORRECTION|CLARIFICATION)|(?<withdrawal>WITHDRAWN|RETRACTED|RETRACTION)|(?<update>UPDATED?)))\s*$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex EndMark { get; }

    /// <summary>A note in brackets that begins a text: <c>(Corrects day of vote in first paragraph)</c>.</summary>
    [GeneratedRegex(
        """^\s*[\(\[]\s*(?:(?<correction>(?i:corrects|correcting|clarifies|fixes|this\s+(?:story|article|version)\s+(?:corrects|clarifies)))|(?<update>(?i:updates|adds|recasts|repeats|rewrites)))\b[^\)\]]*[\)\]]""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FrontNote { get; }

    /// <summary>The gravest mark of a headline and of the note that begins the text, with the stretch of text that bears it.</summary>
    public static FoundMark? Find(string title, string text)
    {
        FoundMark? gravest = null;
        foreach (var mark in AtFront(title).Concat(AtEnd(title)).Concat(NoteOf(text)))
            if (gravest is null || mark.Tag.Kind > gravest.Value.Tag.Kind)
                gravest = mark;
        return gravest;
    }

    private static IEnumerable<FoundMark> AtFront(string title)
    {
        var at = 0;
        while (at < title.Length && at < Longest)
        {
            var rest = title[at..Math.Min(title.Length, at + Longest)];
            var match = FrontMark.Match(rest);
            if (!match.Success || !IsSetOff(match, rest))
                yield break;
            if (FoundMark.Of(match, at, isTitle: true) is { } mark)
                yield return mark;
            at += match.Length;
        }
    }

    /// <summary>A mark ends where the headline begins: at a sign, or, in a run of capitals, at a word that is no capitals.</summary>
    private static bool IsSetOff(Match match, string text) =>
        match.Length == text.Length
        || match.Groups["end"].Value.AsSpan().ContainsAny(Signs)
        || (match.Groups["end"].Length > 0 && !IsShouting(text.AsSpan(match.Length)));

    private static bool IsShouting(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var character in text)
        {
            if (char.IsLower(character))
                return false;
            letters += char.IsUpper(character) ? 1 : 0;
            if (letters > 8)
                return true;
        }
        return letters > 0;
    }

    private static IEnumerable<FoundMark> AtEnd(string title)
    {
        var from = Math.Max(0, title.Length - Longest);
        var match = EndMark.Match(title[from..]);
        if (match.Success && FoundMark.Of(match, from, isTitle: true) is { } mark)
            yield return mark;
    }

    private static IEnumerable<FoundMark> NoteOf(string text)
    {
        var match = FrontNote.Match(text[..Math.Min(text.Length, 4 * Longest)]);
        if (match.Success && FoundMark.Of(match, 0, isTitle: false) is { } mark)
            yield return mark;
    }
}

/// <summary>A mark and where it stands.</summary>
internal readonly record struct FoundMark(PublisherTag Tag, int Start, int End, bool IsTitle)
{
    public static FoundMark? Of(Match match, int offset, bool isTitle)
    {
        var kind =
            match.Groups["withdrawal"].Success ? PublisherTagKind.Withdrawal
            : match.Groups["correction"].Success ? PublisherTagKind.Correction
            : match.Groups["refile"].Success ? PublisherTagKind.Refile
            : match.Groups["update"].Success ? PublisherTagKind.Update
            : PublisherTagKind.None;
        if (kind == PublisherTagKind.None)
            return null;
        var start = match.Index;
        while (start < match.Index + match.Length && char.IsWhiteSpace(match.Value[start - match.Index]))
            start++;
        var end = match.Index + match.Value.TrimEnd(' ', '-', '–', '—', ':').Length;
        return new FoundMark(new PublisherTag(kind, NumberOf(match)), offset + start, offset + end, isTitle);
    }

    private static int NumberOf(Match match) =>
        int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
