using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Tests.Matching;

/// <summary>What publishers do to a text without changing what it says.</summary>
internal static partial class ChangedText
{
    private static readonly ImmutableSortedDictionary<string, Func<string, string>> Changes = new Dictionary<
        string,
        Func<string, string>
    >
    {
        ["curly quotes"] = text => OpeningQuote().Replace(text, "“").Replace('"', '”').Replace('\'', '’'),
        ["straight quotes"] = text => text.Replace('“', '"').Replace('”', '"').Replace('‘', '\'').Replace('’', '\''),
        ["no-break spaces"] = text => text.Replace(' ', '\u00A0'),
        ["narrow no-break spaces"] = text => text.Replace(' ', '\u202F'),
        ["doubled spaces"] = text => text.Replace(" ", "  ", StringComparison.Ordinal),
        ["decomposed letters"] = text => text.Normalize(NormalizationForm.FormD),
        ["soft hyphens"] = text => LongWord().Replace(text, "$1\u00AD$2"),
        ["dotted acronyms"] = text => IsShouted(text) ? text : Undotted().Replace(text, "$1.$2."),
        ["undotted acronyms"] = text => Dotted().Replace(text, "$1$2"),
        ["the typographic hyphen"] = text => text.Replace('-', '\u2010'),
        ["the no-break hyphen"] = text => text.Replace('-', '\u2011'),
        ["the en dash for a hyphen"] = text => text.Replace('-', '\u2013'),
        ["HTML with entities"] = text => HtmlText.ToText(Html(text)),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The changes there are.</summary>
    public static IEnumerable<string> Names => Changes.Keys;

    /// <summary>The item with every text of it changed.</summary>
    public static Item Of(Item item, string change) =>
        item with
        {
            Title = Changes[change](item.Title),
            Summary = Changes[change](item.Summary),
            Body = Changes[change](item.Body),
        };

    /// <summary>A block for each paragraph; every character that is not plain ASCII, and every quote, as a reference.</summary>
    private static string Html(string text) =>
        string.Concat(text.Split('\n').Select(paragraph => $"<p>{Encoded(paragraph)}</p>"));

    private static string Encoded(string text) =>
        string.Concat(
            WebUtility
                .HtmlEncode(text)
                .EnumerateRunes()
                .Select(rune => rune.IsAscii ? rune.ToString() : FormattableString.Invariant($"&#{rune.Value};"))
        );

    /// <summary>In a text of capitals alone, US may be a pronoun.</summary>
    private static bool IsShouted(string text) => !text.Any(char.IsLower);

    [GeneratedRegex(@"(?<![^\s(])""")]
    private static partial Regex OpeningQuote();

    [GeneratedRegex(@"\b([a-z]{4})([a-z]{4,})\b")]
    private static partial Regex LongWord();

    [GeneratedRegex(@"\b(?:(U)([SKN]))\b")]
    private static partial Regex Undotted();

    [GeneratedRegex(@"\b(U)\.([SKN])\.")]
    private static partial Regex Dotted();
}
