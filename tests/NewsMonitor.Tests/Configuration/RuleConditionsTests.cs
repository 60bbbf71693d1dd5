using NewsMonitor.Configuration;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Conditions;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Tests.Rules;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>What a person writes in a rule, and what it asks for.</summary>
public sealed class RuleConditionsTests
{
    [Fact]
    public void Within_a_line_any_and_across_lines_all_and_not_vetoes() =>
        Same(
            """
            phrases: [troop withdrawal, drawdown]
            names: [Qassem Soleimani]
            orgs: [Kodak]
            places: [Iraq, Syria]
            words: [deportation]
            starts: [deport, "deport*"]
            exact: [Chapter 11]
            regex: ['troops?']
            not: [fantasy football, { place: Iran }]
            """,
            new All([
                new Any([Phrase("troop withdrawal"), Phrase("drawdown")]),
                new Any([new PersonName { Words = "Qassem Soleimani" }]),
                new Any([new Organisation { Words = "Kodak" }]),
                new Any([new Place { Words = "Iraq" }, new Place { Words = "Syria" }]),
                new Any([new Word { Words = "deportation" }]),
                new Any([new Starts { Words = "deport" }, new Starts { Words = "deport" }]),
                new Any([new Exact { Words = "Chapter 11" }]),
                new Any([new Pattern { Words = "troops?" }]),
                new None([Phrase("fantasy football"), new Place { Words = "Iran" }]),
            ])
        );

    [Fact]
    public void A_rule_can_say_everything_that_the_short_form_knows()
    {
        using var world = new ConfigurationWorld();
        world
            .WriteLeast()
            .Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]")
            .Write(
                "feeds.yaml",
                "feeds: [{ url: \"https://a.example/\", tags: [uk] }, { url: \"https://b.example/\", name: Example Sport }]"
            )
            .Write(
                "rules/none.yaml",
                """
                rules:
                  - name: Iraq troop withdrawal
                    id: iraq-withdrawal
                    phrases: [troop withdrawal, drawdown]
                    places:  [Iraq, Syria]
                    names:   []
                    words:   []
                    exact:   []
                    not:     [fantasy football]
                    in:      [title, summary]
                    feeds:   { tags: [uk], except: [Example Sport] }
                    languages: [en]
                    notify:  [desk]
                    enabled: true
                    tests:
                      match: [US denies it will withdraw troops from Iraq]
                      no_match: ["Injury forces Iraq's captain to withdraw"]
                """
            );

        var rule = Assert.Single(world.Load().Rules);

        Assert.Equal("iraq-withdrawal", rule.Id);
        Assert.Equal(3, ((All)rule.Condition).Parts.Length);
        Assert.Equal(["uk"], rule.Feeds.Tags);
    }

    [Fact]
    public void A_tree_says_every_group() =>
        Same(
            """
            match:
              all:
                - any: [strike, { org: Kodak }]
                - none: [football]
                - at_least: { of: 2, from: [nurses, doctors, { word: porters }] }
                - score: { reach: 30, add: [{ phrase: pay dispute, points: 30 }, { place: Iraq, points: -15 }] }
                - near: { these: [strike, hospital], within: 8, order: yes, same: paragraph }
            """,
            new All([
                new All([
                    new Any([Phrase("strike"), new Organisation { Words = "Kodak" }]),
                    new None([Phrase("football")]),
                    new AtLeast(2, [Phrase("nurses"), Phrase("doctors"), new Word { Words = "porters" }]),
                    new Score(30, [new(Phrase("pay dispute"), 30), new(new Place { Words = "Iraq" }, -15)]),
                    new Near([Phrase("strike"), Phrase("hospital")])
                    {
                        Within = 8,
                        InOrder = true,
                        Same = Stretch.Paragraph,
                    },
                ]),
            ])
        );

    [Theory]
    [InlineData(
        "'\"troop withdrawal\" AND place:Iraq AND NOT title:Eurovision'",
        "{ all: [{ phrase: troop withdrawal }, { place: Iraq }, { none: { word: Eurovision, in: title } }] }"
    )]
    [InlineData(
        "'(\"profit warning\" OR \"job cuts\" OR =Chapter_11) AND org:Kodak'",
        "{ all: [{ any: [profit warning, job cuts, { exact: Chapter 11 }] }, { org: Kodak }] }"
    )]
    [InlineData("'strike NEAR/8 hospital'", "{ near: { these: [{ word: strike }, { word: hospital }], within: 8 } }")]
    [InlineData("'deport* OR /troops?/ AND feed:x'", null)]
    [InlineData(
        "'(deport* OR /troops?/) AND feed:bbc AND lang:en AND author:Doe'",
        "{ all: [{ any: [{ starts: deport }, { regex: troops? }] }, { feed: bbc }, { lang: en }, { author: Doe }] }"
    )]
    public void One_line_and_a_tree_mean_the_same(string line, string? tree)
    {
        if (tree is null)
            Assert.NotEmpty(World($"match: {line}").Problems(ConfigurationScope.RulesOnly));
        else
            Assert.True(Conditions.AreSame(ConditionOf($"match: {line}"), ConditionOf($"match: {tree}")));
    }

    [Fact]
    public void The_short_form_and_match_hold_together() =>
        Same(
            """
            places: [Iraq]
            match: '"troop withdrawal" OR drawdown'
            not: [football]
            """,
            new All([
                new Any([new Place { Words = "Iraq" }]),
                new Any([Phrase("troop withdrawal"), new Word { Words = "drawdown" }]),
                new None([Phrase("football")]),
            ])
        );

    [Fact]
    public void Every_modifier_of_a_leaf_is_read()
    {
        var phrase = Assert.IsType<Phrase>(
            Only(
                """
                phrases:
                  - phrase: job cuts
                    match_by: loose
                    within: 6
                    order: yes
                    same: paragraph
                    in: [title, summary]
                    times: 2
                    case: exact
                    also: [lay off]
                    never: [pay cut]
                    except_in: [tax cuts and job cuts]
                    status: [reported, denied]
                """
            )
        );

        Assert.Equal(
            new LeafTerms
            {
                By = MatchLevel.Loose,
                Within = 6,
                InOrder = true,
                Same = Stretch.Paragraph,
                In = [ItemField.Title, ItemField.Summary],
                Times = 2,
                ExactCase = true,
                Also = ["lay off"],
                Never = ["pay cut"],
                ExceptIn = ["tax cuts and job cuts"],
                Statuses = [ReportStatus.Reported, ReportStatus.Denied],
            },
            phrase.Terms
        );
    }

    [Theory]
    [InlineData("country", PlaceReach.Country)]
    [InlineData("people", PlaceReach.People)]
    [InlineData("cities", PlaceReach.Cities)]
    [InlineData("everything", PlaceReach.Everything)]
    public void A_place_can_be_narrowed_and_widened(string word, PlaceReach reach) =>
        Assert.Equal(reach, Assert.IsType<Place>(Only($"places: {{ place: Iraq, as: {word} }}")).Terms.As);

    [Theory]
    [InlineData("exact", MatchLevel.Exact)]
    [InlineData("forms", MatchLevel.Forms)]
    [InlineData("meaning", MatchLevel.Meaning)]
    [InlineData("loose", MatchLevel.Loose)]
    [InlineData("widest", MatchLevel.Widest)]
    public void A_rule_says_how_far_its_words_reach(string word, MatchLevel level) =>
        Assert.Equal(level, Assert.IsType<Phrase>(Only($"phrases: [job cuts]\nmatch_by: {word}")).Terms.By);

    [Fact]
    public void A_modifier_of_the_rule_holds_for_the_leaves_it_means_something_to()
    {
        var all = ConditionOf(
            """
            phrases: [job cuts, { phrase: pay dispute, within: 2, never: [row] }]
            places: [Iraq]
            match: 'strike AND =Chapter_11'
            not: [football]
            within: 9
            also: [redundancies]
            never: [leave]
            times: 2
            as: people
            case: exact
            """
        );
        var phrases = ((Any)all.Parts[0]).Parts.Cast<Leaf>().ToArray();
        var place = (Leaf)((Any)all.Parts[1]).Parts[0];
        var line = ((All)all.Parts[2]).Parts.Cast<Leaf>().ToArray();
        var veto = (Leaf)((None)all.Parts[3]).Parts[0];

        Assert.Equal((9, 2, true), (phrases[0].Terms.Within, phrases[0].Terms.Times, phrases[0].Terms.ExactCase));
        Assert.Equal(["redundancies"], phrases[0].Terms.Also);
        Assert.Equal(2, phrases[1].Terms.Within);
        Assert.Equal(["leave", "row"], phrases[1].Terms.Never);
        Assert.Equal((PlaceReach.People, null, 2), (place.Terms.As, place.Terms.Within, place.Terms.Times));
        Assert.Empty(place.Terms.Also);
        Assert.Equal((null, 2), (line[0].Terms.Within, line[0].Terms.Times));
        Assert.Equal(["redundancies"], line[0].Terms.Also);
        Assert.Empty(line[1].Terms.Also);
        Assert.Equal((9, 1), (veto.Terms.Within, veto.Terms.Times));
        Assert.Empty(veto.Terms.Never);
    }

    [Fact]
    public void The_status_of_a_rule_is_asked_of_the_item()
    {
        Assert.Equal([ReportStatus.Denied], RuleOf("phrases: [job cuts]\nstatus: denied").Statuses);
        Assert.Equal(
            Enum.GetValues<ReportStatus>().Except([ReportStatus.Denied]),
            RuleOf("phrases: [job cuts]\nstatus: [not denied]").Statuses
        );
    }

    [Fact]
    public void A_shared_list_stands_for_its_texts_wherever_it_is_named()
    {
        using var world = World(
            """
            orgs: [{ list: energy }, Total]
            match: { any: [{ list: events }, { org: { list: energy }, times: 2 }] }
            """
        );
        world.Write("words/firms.yaml", "lists: { energy: [Kodak, Shell], events: [profit warning] }");

        var rule = Assert.Single(world.Load(ConfigurationScope.RulesOnly).Rules);

        var twice = LeafTerms.Default with { Times = 2 };
        Assert.True(
            Conditions.AreSame(
                new All([
                    new Any([Org("Kodak"), Org("Shell"), Org("Total")]),
                    new Any([
                        Phrase("profit warning"),
                        new Any([Org("Kodak") with { Terms = twice }, Org("Shell") with { Terms = twice }]),
                    ]),
                ]),
                rule.Condition
            ),
            ConditionTreeText.Write(rule.Condition)
        );
    }

    [Fact]
    public void A_problem_of_a_shared_list_points_into_the_list()
    {
        using var world = World("places: [{ list: hotspots }]");
        world.Write("words/places.yaml", "lists:\n  hotspots:\n    - Georgia\n");

        Assert.StartsWith(
            "words/places.yaml:3:7    \"Georgia\" is",
            Assert.Single(world.Problems(ConfigurationScope.RulesOnly)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Words_that_people_add_are_read()
    {
        using var world = World("places: [Kurdistan]");
        world.Write(
            "words/own.yaml",
            """
            concepts:
              - { word: withdrawal, synonyms: [pullback], weak: [exit], never: [cash withdrawal] }
            names:
              - { name: Qassem Soleimani, aliases: [Haj Qassem] }
            orgs:
              - { name: Kodak, aliases: [Eastman Kodak] }
            places:
              - { name: Kurdistan, people: [Kurd, Kurds], cities: [Erbil], also: [Kurdish Region] }
            """
        );

        var words = world.Load(ConfigurationScope.RulesOnly).Words;

        var concept = Assert.Single(words.Concepts);
        Assert.Equal("withdrawal", concept.Word);
        Assert.Equal(["pullback"], concept.Synonyms);
        Assert.Equal(["exit"], concept.Weak);
        Assert.Equal(["cash withdrawal"], concept.Never);
        Assert.Equal(["Qassem Soleimani", "Kodak"], words.Names.Select(name => name.Name));
        Assert.Equal(["Haj Qassem", "Eastman Kodak"], words.Names.SelectMany(name => name.Aliases));
        var place = Assert.Single(words.Places);
        Assert.Equal(["Kurd", "Kurds"], place.People);
        Assert.Equal(["Erbil"], place.Cities);
        Assert.Equal(["Kurdish Region"], place.Also);
    }

    [Fact]
    public void A_file_includes_files_and_folders_and_each_is_read_once()
    {
        using var world = new ConfigurationWorld();
        world
            .WriteLeast()
            .Write(
                "rules/main.yaml",
                "include: [../team, ../team/uk.yaml, main.yaml]\nrules: [{ name: Main, words: [strike] }]"
            )
            .Write("team/uk.yaml", "include: ../rules/main.yaml\nrules: [{ name: UK, words: [walkout] }]")
            .Write("team/deep/fr.yaml", "include: [../uk.yaml]");

        Assert.Equal(["Main", "UK"], world.Load(ConfigurationScope.RulesOnly).Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void Rules_in_sub_folders_are_read()
    {
        using var world = new ConfigurationWorld();
        world.WriteLeast().Write("rules/uk/health/strikes.yaml", "rules: [{ name: Strikes, words: [strike] }]");

        Assert.Equal(["Strikes"], world.Load(ConfigurationScope.RulesOnly).Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void A_rule_that_would_match_too_much_is_warned_of_with_a_figure()
    {
        using var world = new ConfigurationWorld();
        world.WriteLeast();
        world.Write("rules/all.yaml", "rules: [{ name: G, words: [government], notify: [desk] }]");
        world.Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]");

        var warning = Assert.Single(
            world.Warnings(),
            warning => warning.StartsWith("rules/all", StringComparison.Ordinal)
        );

        Assert.Matches(@"rules/all\.yaml:1:28    this rule would match about \d+ of 100 news items", warning);
    }

    /// <summary>The column of the unknown prefix, however YAML wraps the line around it.</summary>
    [Theory]
    [InlineData("match: 'it''s AND x:y'", 3, 23)]
    [InlineData("match: \"\\\"a b\\\" AND \\u0078:y\"", 3, 25)]
    [InlineData("match: strike AND x:y", 3, 23)]
    [InlineData("match: >-\n  strike AND\n  x:y", 5, 7)]
    [InlineData("match: |\n  strike\n    AND x:y", 5, 13)]
    [InlineData("match: 'strike AND\n\n    x:y'", 5, 9)]
    [InlineData("match: \"strike \\\n    AND x:y\"", 4, 13)]
    public void A_problem_in_a_line_points_at_its_column_in_the_file(string match, int line, int column)
    {
        using var world = World(match);

        Assert.StartsWith(
            $"rules/none.yaml:{line}:{column}    \"x:\" is no prefix",
            Assert.Single(world.Problems(ConfigurationScope.RulesOnly)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_written_as_a_tree_reads_back_as_the_same()
    {
        var maker = new ConditionMaker(new Random(4), forLine: false);
        var problems = new Problems();
        var reading = new Reading(problems, new(_ => null), "");
        for (var round = 0; round < 2_000; round++)
        {
            var condition = maker.Any(depth: round % 4);
            var text = $"match:\n{ConditionTreeText.Write(condition, "  ")}\n";
            var section = Section.Open(YamlTree.Read(text, "tree").Root!, KnownKeys.Rule, reading)!;

            var read = RuleConditions.Read(section, new(reading, SharedWords.None)).Parts;

            Assert.True(problems.Count == 0, $"{text}{string.Join('\n', problems.Errors([]))}");
            Assert.True(Conditions.AreSame(condition, Assert.Single(read)), text);
        }
    }

    private static void Same(string written, All expected)
    {
        var condition = ConditionOf(written);
        Assert.True(Conditions.AreSame(expected, condition), ConditionTreeText.Write(condition));
    }

    private static Condition Only(string written) => ((Any)ConditionOf(written).Parts[0]).Parts[0];

    private static All ConditionOf(string written) => (All)RuleOf(written).Condition;

    private static WatchRule RuleOf(string written)
    {
        using var world = World(written);
        return Assert.Single(world.Load(ConfigurationScope.RulesOnly).Rules);
    }

    private static ConfigurationWorld World(string written) =>
        new ConfigurationWorld()
            .WriteLeast()
            .Write("rules/none.yaml", $"rules:\n  - name: Rule\n    {written.ReplaceLineEndings("\n    ")}\n");

    private static Phrase Phrase(string words) => new() { Words = words };

    private static Organisation Org(string words) => new() { Words = words };
}
