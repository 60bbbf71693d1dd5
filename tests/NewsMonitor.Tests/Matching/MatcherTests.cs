using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using Xunit;
using static NewsMonitor.Tests.Matching.Rule;

namespace NewsMonitor.Tests.Matching;

public sealed class MatcherTests
{
    [Theory]
    [InlineData("troop withdrawal", "Kabul fears a hasty troop withdrawal")]
    [InlineData("troop withdrawal", "Ministers weigh withdrawing some troops by June")]
    [InlineData("troop withdrawal", "All its troops were withdrawn overnight")]
    [InlineData("troop withdrawal", "The army withdrew the last of its troops")]
    [InlineData("troop withdrawal", "Paris to pull its troops out of the Sahel")]
    [InlineData("peace talks", "Both sides agree to talk peace in Geneva")]
    [InlineData("hostage release", "Rebels released two hostages on Sunday")]
    [InlineData("oil price", "Prices of oil slip again")]
    [InlineData("de-escalation", "Envoys plead for deescalation")]
    [InlineData("deescalation", "Envoys plead for de-escalation")]
    [InlineData("de-escalation", "Envoys plead for de escalation at once")]
    [InlineData("job cuts", "Carmaker cuts 2,500 jobs")]
    [InlineData("plane crash", "Two planes crashed near the border")]
    public void A_phrase_matches_in_any_inflection_and_order(string phrase, string title) =>
        Assert.NotNull(Asking(Phrases(phrase)).Match(title));

    [Theory]
    [InlineData("troop withdrawal", "Bank limits cash withdrawals")]
    [InlineData("troop withdrawal", "Troops parade in the capital. Striker withdraws from squad")]
    [InlineData("troop withdrawal", "Withdrawal symptoms hit former addicts")]
    [InlineData("job cuts", "Mayor promises to create jobs and cut taxes")]
    [InlineData("peace talks", "Prince of Peace church holds bake sale as school talks about lunch")]
    [InlineData("oil price", "Olive oil makers protest while ministers argue over bread price")]
    [InlineData("plane crash", "Market crash while plane maker reports profit")]
    [InlineData("ram", "Program for children opens")]
    public void A_phrase_does_not_match_words_that_only_meet(string phrase, string title) =>
        Assert.Null(Asking(Phrases(phrase)).Match(title));

    [Theory]
    [InlineData("Qassem Soleimani", "Qassem Soleimani seen in Damascus")]
    [InlineData("Qassem Soleimani", "Mourners follow Gen Soleimani's coffin")]
    [InlineData("Qassem Soleimani", "Q. Soleimani was the target, officials say")]
    [InlineData("Qassem Soleimani", "Who was Qasem Suleimani?")]
    [InlineData("Qassem Soleimani", "Soleimani's death shakes the region")]
    [InlineData("William H Seely", "Letter signed by Brig Gen William Seely")]
    [InlineData("William H Seely", "Letter signed by William H. Seely III")]
    [InlineData("Angela Merkel", "Merkel, Angela: a life in pictures")]
    [InlineData("Theresa May", "Theresa May to speak at noon")]
    [InlineData("Theresa May", "Mrs May to speak at noon")]
    [InlineData("Ursula von der Leyen", "Ursula von der Leyen meets ministers")]
    public void A_name_matches_in_the_shapes_of_the_news(string name, string title) =>
        Assert.NotNull(Asking(Names(name)).Match(title));

    [Theory]
    [InlineData("Qassem Soleimani", "Painter Gholamreza Soleimani opens a show")]
    [InlineData("Qassem Soleimani", "A soleimani is a kind of rug")]
    [InlineData("Theresa May", "Rain may fall on Sunday")]
    [InlineData("Theresa May", "Vote set for May, says speaker")]
    [InlineData("Ariel Sharon", "Sharon Stone joins the jury")]
    [InlineData("Condoleezza Rice", "Rice harvest is the best in years")]
    [InlineData("Bill Gates", "Robert Gates warns of delay")]
    public void A_name_does_not_match_another_person_or_a_word(string name, string title) =>
        Assert.Null(Asking(Names(name)).Match(title));

    [Theory]
    [InlineData("Iraq", "Blast near Baghdad airport")]
    [InlineData("Iraq", "Iraqis vote again")]
    [InlineData("US", "U.S. troops on alert")]
    [InlineData("US", "US troops on alert")]
    [InlineData("US", "Americans told to leave")]
    [InlineData("UK", "British ships sail")]
    [InlineData("Turkey", "Türkiye blocks the deal")]
    [InlineData("South Korea", "South Korean markets close")]
    [InlineData("London", "London calls for calm")]
    public void A_place_matches_with_its_people_and_capital(string place, string title) =>
        Assert.NotNull(Asking(Places(place)).Match(title));

    [Theory]
    [InlineData("US", "Tell us what you think")]
    [InlineData("US", "What The Vote Means For Us")]
    [InlineData("Turkey", "How to roast a turkey")]
    [InlineData("Oman", "Roman ruins found")]
    [InlineData("Mali", "Somalia holds a vote")]
    [InlineData("Jordan", "Michael Jordan sells his house")]
    [InlineData("Chad", "Chad Pennington throws again")]
    [InlineData("Mexico", "Fires spread in New Mexico")]
    [InlineData("Guinea", "Papua New Guinea reels from storm")]
    [InlineData("London", "British ships sail")]
    [InlineData("Ireland", "Northern Ireland talks stall")]
    public void A_place_does_not_match_a_homograph(string place, string title) =>
        Assert.Null(Asking(Places(place)).Match(title));

    [Fact]
    public void Every_line_of_a_rule_must_hold()
    {
        var rule = Asking(Phrases("troop withdrawal"), Places("Iraq"));

        Assert.NotNull(rule.Match("US denies it will withdraw troops from Iraq"));
        Assert.Null(rule.Match("US denies it will withdraw troops from Syria"));
        Assert.Null(rule.Match("Iraq votes"));
    }

    [Fact]
    public void Not_vetoes_the_whole_item()
    {
        var rule = Asking(Phrases("withdrawal"), Not("withdrawal symptoms"));

        Assert.Empty(rule.Matches(Item("Withdrawal begins", summary: "Withdrawal symptoms are common.")));
        Assert.Single(rule.Matches(Item("Withdrawal begins", summary: "Nothing else is known.")));
    }

    [Theory]
    [InlineData("Chapter 11", "Kodak files for Chapter 11 protection", true)]
    [InlineData("Chapter 11", "Read chapter 11 tonight", false)]
    [InlineData("Iran's", "Iran’s reply", true)]
    [InlineData("WHO", "Who knows?", false)]
    public void Exact_means_these_tokens_in_this_case(string exact, string title, bool matches) =>
        Assert.Equal(matches, Asking(Exact(exact)).Match(title) is not null);

    [Fact]
    public void Evidence_quotes_the_words_as_published_with_true_offsets()
    {
        var match = Asking(Phrases("troop withdrawal")).Match("Officials: U.S. will withdraw\u00A0its troops “soon”");

        var evidence = Assert.Single(match!.Evidence);
        Assert.Equal("withdraw\u00A0its troops", evidence.Words);
        Assert.Equal(evidence.Words, match.Item.Title[evidence.Start..evidence.End]);
        Assert.Equal(["withdraw", "troops"], evidence.Marks.Select(mark => match.Item.Title[mark.Start..mark.End]));
        Assert.Equal(EvidenceReason.VerbNoun, evidence.Reason);
    }

    [Fact]
    public void The_sentence_around_the_words_is_given()
    {
        var summary = "It was quiet. Gen. Smith said troops would be withdrawn. Nobody knew when.";

        var evidence = Asking(Phrases("troop withdrawal")).Matches(Item("Letter", summary)).Single().Evidence.Single();

        Assert.Equal("Gen. Smith said troops would be withdrawn.", evidence.Sentence);
        Assert.Equal(ItemField.Summary, evidence.Field);
        Assert.Equal(evidence.Sentence, summary.Substring(evidence.SentenceStart, evidence.Sentence.Length));
    }

    [Theory]
    [InlineData("US denies it will withdraw troops from Iraq")]
    [InlineData("Iraq: Gen Soleimani's troops withdrew")]
    [InlineData("Baghdad says troop withdrawal has begun, Qasem Suleimani denies")]
    public void Blanking_the_quoted_words_makes_the_match_vanish(string title)
    {
        foreach (var condition in new[] { Phrases("troop withdrawal"), Places("Iraq"), Names("Qassem Soleimani") })
        {
            var rule = Asking(condition);
            if (rule.Match(title) is not { } match)
                continue;
            var blanked = title.ToCharArray();
            foreach (var mark in match.Evidence.SelectMany(evidence => evidence.Marks))
                Array.Fill(blanked, '_', mark.Start, mark.End - mark.Start);
            Assert.Null(rule.Match(new string(blanked)));
        }
    }

    [Theory]
    [InlineData("Iraq’s parliament: troops to withdraw")]
    [InlineData("Iraq\u00A0parliament:\u00A0troops\u00A0to\u00A0withdraw")]
    [InlineData("Iraq parliament:  tro\u00ADops to with\u200Bdraw")]
    [InlineData("Iraq parliament — troops to withdraw")]
    [InlineData("Iraq parliament: troops to withdraw. Elsewhere a cat slept.")]
    public void What_a_reader_does_not_see_changes_nothing(string title) =>
        Assert.Equal(2, Asking(Phrases("troop withdrawal"), Places("Iraq")).Match(title)?.Evidence.Length);

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
            Assert.NotNull(Asking(Places("Iraq"), Phrases("INVITATION")).Match("IRAQI ministers decline invitation"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_order_of_rules_changes_nothing_but_the_order_of_matches()
    {
        WatchRule[] rules =
        [
            Asking(Places("Iraq")) with
            {
                Id = "a",
            },
            Asking(Phrases("troop withdrawal")) with
            {
                Id = "b",
            },
        ];
        var item = Item("US denies it will withdraw troops from Iraq");
        var feed = new FeedOrigin("daily", "Daily", []);

        var forward = new Matcher(RuleIndex.Build(rules)).FindMatches(item, feed);
        var backward = new Matcher(RuleIndex.Build(rules.Reverse())).FindMatches(item, feed);

        Assert.Equal(["a", "b"], forward.Select(match => match.Rule.Id));
        Assert.Equal(["b", "a"], backward.Select(match => match.Rule.Id));
    }

    [Fact]
    public void A_rule_reads_only_its_feeds_and_languages()
    {
        var rule = Asking(Places("Iraq"));

        Assert.Single((rule with { Feeds = new FeedFilter(["uk"], [], []) }).Matches(Item("Iraq votes")));
        Assert.Empty((rule with { Feeds = new FeedFilter(["us"], [], []) }).Matches(Item("Iraq votes")));
        Assert.Empty((rule with { Feeds = new FeedFilter([], [], ["Example Daily"]) }).Matches(Item("Iraq votes")));
        Assert.Empty((rule with { Languages = ["de"] }).Matches(Item("Iraq votes", language: "en-GB")));
        Assert.Single((rule with { Languages = ["en"] }).Matches(Item("Iraq votes", language: "en-GB")));
        Assert.Single((rule with { Languages = ["en"] }).Matches(Item("Iraq votes")));
    }

    [Fact]
    public void A_rule_that_is_switched_off_matches_nothing() =>
        Assert.Empty((Asking(Places("Iraq")) with { Enabled = false }).Matches(Item("Iraq votes")));

    [Fact]
    public void An_explanation_says_where_what_and_why()
    {
        var match = Asking(Phrases("troop withdrawal"), Places("Iraq")).Match("Iraqi vote: withdraw troops now")!;

        Assert.Equal(
            "Matched because the title says \"withdraw troops\" (verb or noun of \"troop withdrawal\") and \"Iraqi\" (people of Iraq).",
            Explanation.Of(match.Evidence)
        );
    }
}
