using NewsMonitor.Core.Rules;
using NewsMonitor.Feeds;
using NewsMonitor.Tests.Matching;
using Xunit;

namespace NewsMonitor.Tests.Feeds;

/// <summary>The language of an item is what its publisher says, else what its text tells, and only where a rule asks.</summary>
public sealed class SpokenLanguagesTests
{
    private static readonly SpokenLanguages All = new(["ar", "de", "en", "es", "fr", "it", "pt", "ru"]);

    [Theory]
    [InlineData("de", "Bundestag streitet über höhere Beiträge zur Pflegeversicherung")]
    [InlineData("de", "Unwetter: Hunderte Keller in Sachsen unter Wasser")]
    [InlineData("fr", "Grève des cheminots : un train sur trois circule ce lundi")]
    [InlineData("fr", "Le Sénat repousse l'examen du budget de la Sécurité sociale")]
    [InlineData("es", "La fiscalía pide doce años de cárcel para el exalcalde")]
    [InlineData("es", "Los médicos convocan una huelga en los hospitales públicos")]
    [InlineData("it", "Sciopero dei treni, il ministro convoca i sindacati")]
    [InlineData("it", "Frana sulla statale, chiusa la strada per due giorni")]
    [InlineData("pt", "Governo adia votação da reforma tributária para agosto")]
    [InlineData("pt", "Chuvas deixam milhares de desalojados no sul do país")]
    [InlineData("ru", "Правительство отложило повышение тарифов на электричество")]
    [InlineData("ar", "الحكومة تؤجل رفع أسعار الكهرباء إلى العام المقبل")]
    [InlineData("en", "Ministers put off rise in electricity prices until next year")]
    [InlineData("en", "Dozens rescued after ferry runs aground off Crete")]
    public void A_headline_tells_its_language(string language, string title) =>
        Assert.Equal(language, All.Tell(Rule.Item(title)).Language);

    [Fact]
    public void A_summary_tells_what_a_short_headline_does_not() =>
        Assert.Equal(
            "de",
            All.Tell(Rule.Item("Paris", "Die Stadt verbietet ab Herbst alte Dieselautos in der Innenstadt.")).Language
        );

    [Theory]
    [InlineData("Taxi!")]
    [InlineData("Paris, Berlin, Rom")]
    [InlineData("2:1 (1:0)")]
    [InlineData("")]
    public void A_text_that_says_too_little_is_of_no_language(string title) =>
        Assert.Null(All.Tell(Rule.Item(title)).Language);

    [Fact]
    public void What_the_publisher_says_stands() =>
        Assert.Equal(
            "en-GB",
            All.Tell(Rule.Item("Bundestag streitet über höhere Beiträge", language: "en-GB")).Language
        );

    [Fact]
    public void Where_no_rule_asks_an_item_stays_as_it_is()
    {
        var item = Rule.Item("Bundestag streitet über höhere Beiträge zur Pflegeversicherung");
        Assert.Same(item, SpokenLanguages.None.Tell(item));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("xx")]
    public void English_alone_and_languages_unknown_to_the_detector_are_told_from_nothing(string asked)
    {
        var item = Rule.Item("Bundestag streitet über höhere Beiträge zur Pflegeversicherung");
        Assert.Same(item, new SpokenLanguages([asked]).Tell(item));
    }

    [Fact]
    public void Models_that_were_unloaded_are_loaded_again()
    {
        var languages = new SpokenLanguages(["de"]);
        var item = Rule.Item("Bundestag streitet über höhere Beiträge zur Pflegeversicherung");
        Assert.Equal("de", languages.Tell(item).Language);

        languages.Unload();

        Assert.Equal("de", languages.Tell(item).Language);
    }

    [Fact]
    public void Rules_ask_for_languages_as_a_whole_and_in_their_conditions()
    {
        var german = Rule.Asking(Rule.Phrases("Regierung")) with { Languages = ["de", "fr"] };
        var spanish = Rule.Asking(
            new Any([new Origin(OriginKind.Language, "es"), new None([new Origin(OriginKind.Language, "de")])])
        );
        var silent = spanish with { Enabled = false, Condition = new Origin(OriginKind.Language, "it") };

        Assert.Equal(
            ["de", "es", "fr"],
            AskedLanguages.Of([german, spanish, silent, Rule.Asking(Rule.Places("Iraq"))])
        );
    }

    [Fact]
    public void A_language_that_was_found_keeps_English_inflections_out()
    {
        var rule = Rule.Asking(Rule.Phrases("die"));
        var item = Rule.Item("Dies ist ein Skandal, sagt der Minister der Finanzen");

        Assert.NotEmpty(rule.Matches(item));
        Assert.Empty(rule.Matches(All.Tell(item)));
    }
}
