using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class LemmaTests
{
    [Theory]
    // Irregular verbs and nouns.
    [InlineData("withdrew", "withdraw")]
    [InlineData("withdrawn", "withdraw")]
    [InlineData("denied", "deny")]
    [InlineData("fled", "flee")]
    [InlineData("fought", "fight")]
    [InlineData("shook", "shake")]
    [InlineData("won", "win")]
    [InlineData("lost", "lose")]
    [InlineData("sent", "send")]
    [InlineData("sank", "sink")]
    [InlineData("swept", "sweep")]
    [InlineData("stolen", "steal")]
    [InlineData("sworn", "swear")]
    [InlineData("laid", "lay")]
    [InlineData("led", "lead")]
    [InlineData("paid", "pay")]
    [InlineData("was", "be")]
    [InlineData("has", "have")]
    [InlineData("does", "do")]
    [InlineData("children", "child")]
    [InlineData("women", "woman")]
    [InlineData("men", "man")]
    [InlineData("wolves", "wolf")]
    [InlineData("knives", "knife")]
    [InlineData("thieves", "thief")]
    [InlineData("crises", "crisis")]
    [InlineData("policemen", "policeman")]
    [InlineData("worse", "bad")]
    [InlineData("spokesmen", "spokesman")]
    [InlineData("gunmen", "gunman")]
    [InlineData("specimens", "specimen")]
    // Regular verbs and nouns.
    [InlineData("withdrawals", "withdrawal")]
    [InlineData("withdraws", "withdraw")]
    [InlineData("troops", "troop")]
    [InlineData("forces", "force")]
    [InlineData("strikes", "strike")]
    [InlineData("denies", "deny")]
    [InlineData("denying", "deny")]
    [InlineData("added", "add")]
    [InlineData("hoped", "hope")]
    [InlineData("hopped", "hop")]
    [InlineData("planned", "plan")]
    [InlineData("rated", "rate")]
    [InlineData("started", "start")]
    [InlineData("stopped", "stop")]
    [InlineData("called", "call")]
    [InlineData("released", "release")]
    [InlineData("freeing", "free", "freed")]
    [InlineData("tied", "tie")]
    [InlineData("agreed", "agree")]
    [InlineData("hijacked", "hijack")]
    [InlineData("panicked", "panic")]
    [InlineData("wounded", "wound")]
    [InlineData("injured", "injure")]
    [InlineData("armed", "arm")]
    [InlineData("limited", "limit")]
    [InlineData("leaving", "leave")]
    [InlineData("using", "use")]
    [InlineData("talks", "talk")]
    [InlineData("sales", "sale")]
    [InlineData("buses", "bus")]
    [InlineData("boxes", "box")]
    [InlineData("heroes", "hero")]
    [InlineData("potatoes", "potato")]
    [InlineData("buries", "bury")]
    [InlineData("wildfires", "wildfire")]
    [InlineData("ceasefires", "ceasefire")]
    [InlineData("drones", "drone")]
    [InlineData("bigger", "big")]
    [InlineData("largest", "large")]
    [InlineData("happier", "happy")]
    // Several readings of one form.
    [InlineData("leaves", "leaf", "leave")]
    [InlineData("left", "left", "leave")]
    [InlineData("found", "found", "find")]
    [InlineData("lives", "life", "live")]
    [InlineData("shot", "shot", "shoot")]
    [InlineData("fell", "fell", "fall")]
    [InlineData("rose", "rose", "rise")]
    [InlineData("lay", "lay", "lie")]
    [InlineData("bases", "base", "basis")]
    [InlineData("killing", "killing", "kill")]
    [InlineData("shooting", "shooting", "shoot")]
    [InlineData("warning", "warning", "warn")]
    [InlineData("funding", "funding", "fund")]
    [InlineData("training", "training", "train")]
    [InlineData("proceeds", "proceeds", "proceed")]
    [InlineData("arms", "arms", "arm")]
    // What only looks like an inflection.
    [InlineData("rating", "rating")]
    [InlineData("ratings", "rating")]
    [InlineData("policing", "policing")]
    [InlineData("housing", "housing")]
    [InlineData("evening", "evening")]
    [InlineData("wedding", "wedding")]
    [InlineData("ceiling", "ceiling")]
    [InlineData("organization", "organization")]
    [InlineData("university", "university")]
    [InlineData("news", "news")]
    [InlineData("politics", "politics")]
    [InlineData("economics", "economics")]
    [InlineData("crisis", "crisis")]
    [InlineData("gas", "gas")]
    [InlineData("bus", "bus")]
    [InlineData("virus", "virus")]
    [InlineData("us", "us")]
    [InlineData("united", "united")]
    [InlineData("hundred", "hundred")]
    [InlineData("need", "need")]
    [InlineData("feed", "feed")]
    [InlineData("string", "string")]
    [InlineData("forest", "forest")]
    [InlineData("honest", "honest")]
    [InlineData("banker", "banker")]
    [InlineData("tower", "tower")]
    [InlineData("wound", "wound")]
    [InlineData("born", "born")]
    [InlineData("media", "media")]
    [InlineData("data", "data")]
    [InlineData("police", "police")]
    [InlineData("flight", "flight")]
    [InlineData("slew", "slew")]
    [InlineData("earnings", "earnings")]
    public void A_form_leads_to_every_base_form_that_it_may_be(string form, params string[] lemmas) =>
        Assert.Equal(lemmas, Words.LemmasOf(form));

    [Theory]
    [InlineData("organise", "organize")]
    [InlineData("organised", "organized")]
    [InlineData("organisations", "organization")]
    [InlineData("colour", "color")]
    [InlineData("labour", "labor")]
    [InlineData("neighbours", "neighbor")]
    [InlineData("centre", "center")]
    [InlineData("theatres", "theater")]
    [InlineData("defence", "defense")]
    [InlineData("licences", "license")]
    [InlineData("programme", "program")]
    [InlineData("travelled", "traveled")]
    [InlineData("cancelled", "canceled")]
    [InlineData("fulfil", "fulfill")]
    [InlineData("paediatric", "pediatric")]
    [InlineData("sceptical", "skeptical")]
    [InlineData("aluminium", "aluminum")]
    [InlineData("ageing", "aging")]
    [InlineData("judgement", "judgment")]
    [InlineData("analysed", "analyzed")]
    [InlineData("deradicalised", "deradicalized")]
    public void British_and_American_spellings_are_one_word(string british, string american) =>
        Assert.Contains(Words.LemmasOf(british), lemma => Words.LemmasOf(american).Contains(lemma));

    [Theory]
    [InlineData("tour", "tor")]
    [InlineData("hour", "hor")]
    [InlineData("tyre", "tire")]
    [InlineData("four", "for")]
    [InlineData("wise", "wize")]
    [InlineData("noise", "noize")]
    public void A_spelling_is_no_rule_of_letters(string one, string other) =>
        Assert.DoesNotContain(Words.LemmasOf(one), lemma => Words.LemmasOf(other).Contains(lemma));

    [Theory]
    [InlineData("houthis", "houthi")]
    [InlineData("zelensky", "zelensky")]
    [InlineData("mbappes", "mbappe")]
    [InlineData("doxxed", "doxx")]
    [InlineData("shrinkflation", "shrinkflation")]
    public void A_word_that_no_dictionary_has_still_finds_its_plural_and_its_past(string form, string lemma) =>
        Assert.Contains(lemma, Words.LemmasOf(form));

    [Theory]
    [InlineData("left", "left")]
    [InlineData("found", "found")]
    [InlineData("killing", "killing")]
    [InlineData("meeting", "meeting")]
    [InlineData("colour", "color")]
    [InlineData("leaves", "leaf", "leave")]
    [InlineData("withdrawn", "withdraw")]
    [InlineData("leaving", "leave")]
    public void A_word_of_a_rule_is_itself_when_it_is_a_base_form(string word, params string[] roots) =>
        Assert.Equal(roots, Words.RootsOf(word));

    [Theory]
    [InlineData("may")]
    [InlineData("rice")]
    [InlineData("bush")]
    [InlineData("target")]
    [InlineData("shell")]
    [InlineData("apple")]
    [InlineData("brown")]
    [InlineData("gates")]
    [InlineData("jobs")]
    [InlineData("reading")]
    [InlineData("the")]
    [InlineData("went")]
    public void Ordinary_words_are_known(string word) => Assert.True(Words.IsDictionaryWord(word));

    [Theory]
    [InlineData("soleimani")]
    [InlineData("putin")]
    [InlineData("macron")]
    [InlineData("orban")]
    [InlineData("kodak")]
    [InlineData("baghdad")]
    [InlineData("houthi")]
    [InlineData("xi")]
    public void Names_are_no_ordinary_words(string word) => Assert.False(Words.IsDictionaryWord(word));

    [Theory]
    [InlineData("s")]
    [InlineData("ed")]
    [InlineData("ing")]
    [InlineData("ies")]
    [InlineData("men")]
    [InlineData("1,000")]
    [InlineData("g20")]
    [InlineData("n'djamena")]
    [InlineData("москва")]
    [InlineData("القاهرة")]
    [InlineData("pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopic")]
    public void Whatever_a_text_holds_has_a_base_form(string word) => Assert.NotEmpty(Words.LemmasOf(word));

    [Fact]
    public void The_commoner_a_word_the_higher_its_frequency()
    {
        string[] rising = ["zugzwang", "armistice", "withdrawal", "troop", "government", "say", "the"];

        var frequencies = rising.Select(Words.FrequencyOf).ToArray();

        Assert.Equal(frequencies.Order(), frequencies);
        Assert.All(frequencies, frequency => Assert.InRange(frequency, 0, 15));
        Assert.Equal(0, frequencies[0]);
        Assert.Equal(15, frequencies[^1]);
    }

    [Fact]
    public void Every_lemma_of_a_word_leads_to_itself()
    {
        var astray = Shipped
            .BaseForms()
            .SelectMany(word => Words.LemmasOf(word))
            .Distinct()
            .Where(lemma => !Words.LemmasOf(lemma).Contains(lemma));

        Assert.Empty(astray);
    }
}
