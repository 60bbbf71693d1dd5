using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>What a field operator of another tool is here.</summary>
/// <param name="Fields">The fields of an item; default when it is none.</param>
/// <param name="Origin">The author or the language; null when it is neither.</param>
/// <param name="IsRaw">True for Brandwatch's old operator for words in their case.</param>
/// <param name="Remedy">What to do where there is no counterpart.</param>
internal sealed record ImportField(
    ImmutableArray<ItemField> Fields = default,
    OriginKind? Origin = null,
    bool IsRaw = false,
    string Remedy = ""
);

/// <summary>The field operators and segments that have a counterpart here.</summary>
internal static class ImportFields
{
    /// <summary>The counterpart of <c>title:</c>, <c>HEADLINE(…)</c> and their like.</summary>
    public static ImportField Of(string name) =>
        name.ToLowerInvariant() switch
        {
            "title" or "headline" => new([ItemField.Title]),
            "ingress" or "summary" or "lead" => new([ItemField.Summary]),
            "hlead" => new([ItemField.Title, ItemField.Summary]),
            "body" or "content" or "text" => new([ItemField.Body]),
            "author" or "byline" => new(Origin: OriginKind.Author),
            "language" or "lang" => new(Origin: OriginKind.Language),
            "raw" => new(IsRaw: true),
            "site" or "source" or "sourcename" or "publication" or "url" or "domain" => new(
                Remedy: "take it out, and name the feeds of the rule, feeds: { only: [NAME] }."
            ),
            "country" or "city" or "region" or "location" => new(
                Remedy: "it is about where a source is. Take it out, and give the rule feeds with a tag, feeds: { tags: [uk] }."
            ),
            _ => new(Remedy: "take it out; put quotes around text that holds a colon."),
        };

    /// <summary>The code of a language; null when it is none that is known here.</summary>
    public static string? LanguageOf(string text) =>
        text.ToLowerInvariant() switch
        {
            "english" => "en",
            "german" => "de",
            "french" => "fr",
            "spanish" => "es",
            "italian" => "it",
            "portuguese" => "pt",
            "arabic" => "ar",
            "russian" => "ru",
            "dutch" => "nl",
            "chinese" => "zh",
            "japanese" => "ja",
            var code when OriginCheck.IsLanguage(code) => code,
            _ => null,
        };
}
