using System.Collections.Frozen;
using System.Collections.Immutable;
using Lingua;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Feeds;

/// <summary>
/// Finds the language of items whose feed does not say it, among the languages that rules ask for and English. Where no rule
/// asks, nothing is loaded and every item stays as it is.
/// </summary>
internal sealed class SpokenLanguages
{
    /// <summary>A shorter text says too little, in letters.</summary>
    private const int FewestLetters = 20;

    /// <summary>More text than this makes no language surer, in UTF-16 units.</summary>
    private const int LongestText = 400;

    /// <summary>How far ahead of all others a language must be; from 0 to 0.99.</summary>
    private const double Lead = 0.25;

    private readonly FrozenDictionary<Language, string> tags = FrozenDictionary<Language, string>.Empty;
    private readonly Lazy<LanguageDetector>? detector;

    /// <summary>Loads nothing yet.</summary>
    /// <param name="asked">BCP 47 primary tags; one that the detector does not know is never found.</param>
    public SpokenLanguages(ImmutableArray<string> asked)
    {
        if (asked.IsEmpty)
            return;
        tags = asked
            .Append("en")
            .Select(tag => (tag, language: LanguageOf(tag)))
            .Where(known => known.language != Language.Unknown)
            .DistinctBy(known => known.language)
            .ToFrozenDictionary(known => known.language, known => known.tag);
        // One language beside nothing would be found in every text.
        if (tags.Count > 1)
            detector = new(Load);
    }

    /// <summary>Where no rule asks for a language.</summary>
    public static SpokenLanguages None { get; } = new([]);

    /// <summary>The items, each with its language where its publisher says none and its text tells one.</summary>
    public ImmutableArray<Item> Tell(ImmutableArray<Item> items) => detector is null ? items : [.. items.Select(Tell)];

    /// <summary>The item with its language, if its publisher says none and its text tells one.</summary>
    public Item Tell(Item item) =>
        detector is not null && string.IsNullOrWhiteSpace(item.Language) && LanguageOf(item) is { } tag
            ? item with
            {
                Language = tag,
            }
            : item;

    /// <summary>Gives back the memory of the models; what is asked afterwards loads them again.</summary>
    public void Unload()
    {
        if (detector is { IsValueCreated: true })
            detector.Value.UnloadLanguageModels();
    }

    /// <summary>
    /// Trigrams alone: for eight languages 9 MB instead of 180. Of 5,000 English items with a summary, 16 were taken for
    /// another language, and 3 with all models.
    /// </summary>
    private LanguageDetector Load() =>
        LanguageDetectorBuilder
            .FromLanguages([.. tags.Keys])
            .WithLanguageModelsDirectory(Path.Combine(AppContext.BaseDirectory, "languages"))
            .WithMinimumRelativeDistance(Lead)
            .WithLowAccuracyMode()
            .Build();

    /// <summary>Norwegian goes by two codes.</summary>
    private static Language LanguageOf(string tag) =>
        tag == "no" ? Language.Bokmal
        : Enum.TryParse<IsoCode6391>(tag, ignoreCase: true, out var code) && Enum.IsDefined(code)
            ? LanguageInfo.GetByIsoCode6391(code)
        : Language.Unknown;

    private string? LanguageOf(Item item)
    {
        var text = $"{item.Title}. {(item.Summary.Length > 0 ? item.Summary : item.Body)}";
        text = text.Length > LongestText ? text[..LongestText] : text;
        return text.Count(char.IsLetter) < FewestLetters
            ? null
            : tags.GetValueOrDefault(detector!.Value.DetectLanguageOf(text));
    }
}
