using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Rules.OneLine;
using Xunit;

namespace NewsMonitor.Tests.Rules;

public sealed class OneLineTests
{
    [Fact]
    public void A_phrase_a_place_and_what_must_not_stand_in_the_title() =>
        Reads(
            "\"troop withdrawal\" AND place:Iraq AND NOT title:Eurovision",
            new All([
                new Phrase { Words = "troop withdrawal" },
                new Place { Words = "Iraq" },
                new None([InTitle(new Word { Words = "Eurovision" })]),
            ])
        );

    [Fact]
    public void Alternatives_in_brackets_and_an_organisation() =>
        Reads(
            "(\"profit warning\" OR \"job cuts\" OR =Chapter_11) AND org:Kodak",
            new All([
                new Any([
                    new Phrase { Words = "profit warning" },
                    new Phrase { Words = "job cuts" },
                    new Exact { Words = "Chapter 11" },
                ]),
                new Organisation { Words = "Kodak" },
            ])
        );

    [Fact]
    public void Two_words_close_together() =>
        Reads("strike NEAR/8 hospital", new Near([Word("strike"), Word("hospital")]) { Within = 8 });

    [Fact]
    public void Several_words_close_together_in_their_order() =>
        Reads(
            "nurses ONEAR/3 strike ONEAR/3 (hospital OR clinic)",
            new Near([Word("nurses"), Word("strike"), new Any([Word("hospital"), Word("clinic")])])
            {
                Within = 3,
                InOrder = true,
            }
        );

    [Fact]
    public void Near_without_a_number_reaches_four_words() =>
        Reads("strike NEAR hospital", new Near([Word("strike"), Word("hospital")]) { Within = 4 });

    [Fact]
    public void Near_binds_before_and_because_nothing_else_is_possible() =>
        Reads(
            "strike NEAR/8 hospital AND place:UK",
            new All([new Near([Word("strike"), Word("hospital")]) { Within = 8 }, new Place { Words = "UK" }])
        );

    [Fact]
    public void Every_sign_of_a_line_says_a_leaf() =>
        Reads(
            "deport* AND /troops?/ AND name:\"Qassem Soleimani\" AND org:Eastman_Kodak AND =\"Chapter 11\" AND US",
            new All([
                new Starts { Words = "deport" },
                new Pattern { Words = "troops?" },
                new PersonName { Words = "Qassem Soleimani" },
                new Organisation { Words = "Eastman Kodak" },
                new Exact { Words = "Chapter 11" },
                Word("US"),
            ])
        );

    [Fact]
    public void Origin_is_the_feed_the_author_and_the_language() =>
        Reads(
            "feed:bbc_world AND author:\"Jane Doe\" AND lang:en AND strike",
            new All([
                new Origin(OriginKind.Feed, "bbc_world"),
                new Origin(OriginKind.Author, "Jane Doe"),
                new Origin(OriginKind.Language, "en"),
                Word("strike"),
            ])
        );

    [Fact]
    public void A_field_holds_for_the_whole_of_its_brackets() =>
        Reads(
            "title:(strike OR \"walk out\") AND summary:hospital",
            new All([
                new Any([InTitle(Word("strike")), InTitle(new Phrase { Words = "walk out" })]),
                Word("hospital") with
                {
                    Terms = LeafTerms.Default with { In = [ItemField.Summary] },
                },
            ])
        );

    [Theory]
    [InlineData("“troop withdrawal” AND Iraq")]
    [InlineData("\"troop withdrawal\"\nAND\n  Iraq")]
    [InlineData("(\"troop withdrawal\") AND ((Iraq))")]
    [InlineData("\u200B\"troop withdrawal\"\u00A0AND\u00A0Iraq")]
    public void Curly_quotes_line_breaks_and_idle_brackets_change_nothing(string line) =>
        Reads(line, new All([new Phrase { Words = "troop withdrawal" }, Word("Iraq")]));

    [Theory]
    [InlineData("A AND B OR C", "(A AND B) OR C, or A AND (B OR C)")]
    [InlineData("A OR B AND C", "A OR (B AND C), or (A OR B) AND C")]
    [InlineData("A AND B OR C AND D", "(A AND B) OR (C AND D), or A AND (B OR C) AND D")]
    [InlineData("A AND NOT B OR C", "(A AND NOT B) OR C, or A AND (NOT B OR C)")]
    [InlineData("x1 NEAR/2 y1 OR z1 AND w1", "(x1 NEAR/2 y1) OR (z1 AND w1), or (x1 NEAR/2 (y1 OR z1)) AND w1")]
    public void A_line_of_two_readings_is_refused_and_shows_both(string line, string readings)
    {
        var problem = Assert.Single(Read(line).Problems);

        Assert.EndsWith($"are mixed: did you mean {readings}?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A AND B OR C")]
    [InlineData("A OR B NEAR/3 C")]
    [InlineData("A OR B NEAR/3 C AND D")]
    [InlineData("A AND NOT B OR C AND (D OR E)")]
    public void Both_readings_that_are_shown_can_be_written(string line)
    {
        var message = Assert.Single(Read(line).Problems).Message;
        var readings = message[(message.IndexOf("did you mean ", StringComparison.Ordinal) + 13)..^1].Split(", or ");

        Assert.Equal(2, readings.Length);
        Assert.All(readings, reading => Assert.Empty(Read(reading).Problems));
    }

    [Theory]
    [InlineData("troops AND (Iraq OR", 18)]
    [InlineData("troops AND", 8)]
    [InlineData("troops withdrawal", 1)]
    [InlineData("troops AND NEAR/x", 12)]
    [InlineData("troops AND )", 8)]
    [InlineData("troops AND (x1 AND y1))", 23)]
    [InlineData("troops AND \"Iraq", 12)]
    public void A_complaint_points_at_the_sign_that_is_wrong(string line, int column) =>
        Assert.Equal(column, Assert.Single(Read(line).Problems).Position.Column);

    [Fact]
    public void A_leaf_knows_where_it_stands()
    {
        var all = Assert.IsType<All>(Read("troops AND title:place:Iraq").Condition);

        Assert.Equal(1, all.Parts[0].Position.Column);
        Assert.Equal(18, all.Parts[1].Position.Column);
    }

    [Fact]
    public void Brackets_without_end_are_refused_and_end_nothing() =>
        Assert.Contains(
            "more than 50 deep",
            Assert.Single(Read(new string('(', 5_000)).Problems).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Any_text_at_all_is_read_or_refused_with_a_place_in_it()
    {
        var random = new Random(20200106);
        string[] pieces =
        [
            "(",
            ")",
            "\"",
            "AND",
            "OR",
            "NOT",
            "NEAR/3",
            "ONEAR",
            "/x/",
            "/",
            "=",
            "name:",
            "title:",
            "a*",
            "*",
            "word",
            ":",
            "\\",
            "“",
            " ",
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var line = string.Join(
                " ",
                Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)])
            );

            var read = Read(line);

            Assert.True(read.Condition is null != read.Problems.IsEmpty, line);
            Assert.All(read.Problems, problem => Assert.InRange(problem.Position.Column, 1, line.Length + 1));
        }
    }

    [Fact]
    public void What_is_written_as_a_line_reads_back_as_the_same()
    {
        var maker = new ConditionMaker(new Random(3), forLine: true);
        var written = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var condition = maker.Any(depth: round % 4);
            if (OneLineText.Write(condition) is not { } line)
                continue;
            written++;

            var read = Read(line);

            Assert.True(read.Condition is not null, $"{line}: {string.Join("; ", read.Problems)}");
            Assert.True(Conditions.AreSame(condition, read.Condition), line);
        }
        Assert.True(written > 4_000, $"only {written} could be written");
    }

    private static void Reads(string line, Condition expected)
    {
        var read = Read(line);
        Assert.Empty(read.Problems);
        Assert.True(Conditions.AreSame(expected, read.Condition!), ConditionTreeText.Write(read.Condition!));
    }

    private static OneLineResult Read(string line) =>
        OneLineText.Read(line, LeafTerms.Default, offset => new("line", 1, offset + 1));

    private static Word Word(string word) => new() { Words = word };

    private static T InTitle<T>(T leaf)
        where T : Leaf => leaf with { Terms = LeafTerms.Default with { In = [ItemField.Title] } };
}
