using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Rules.Import;
using Xunit;

namespace NewsMonitor.Tests.Rules;

public sealed class BooleanImportTests
{
    [Theory]
    [InlineData("(strike OR walkout) NEAR/5 hospital", "near: [any: [strike, walkout], hospital] /5")]
    [InlineData("strike ONEAR/5 hospital", "near: [strike, hospital] /5 ordered")]
    [InlineData("strike PRE/5 hospital", "near: [strike, hospital] /5 ordered")]
    [InlineData("strike NEAR/5f hospital", "near: [strike, hospital] /5 ordered")]
    [InlineData("strike W/5 hospital", "near: [strike, hospital] /5")]
    [InlineData("strike w/5 hospital", "near: [strike, hospital] /5")]
    [InlineData("strike /5 hospital", "near: [strike, hospital] /5")]
    [InlineData("strike NEAR hospital", "near: [strike, hospital] /4")]
    [InlineData("strike /s hospital", "near: [strike, hospital] /255")]
    [InlineData("strike W/p hospital", "near: [strike, hospital] /255 Paragraph")]
    [InlineData("strike and hospital", "all: [strike, hospital]")]
    [InlineData("strike AND NOT football", "all: [strike, none: [football]]")]
    [InlineData("strike NOT football", "all: [strike, none: [football]]")]
    [InlineData("strike -football", "all: [strike, none: [football]]")]
    [InlineData("strike NOT (football OR \"pay strike\")", "all: [strike, none: [football, \"pay strike\"]]")]
    [InlineData("manufactur! AND deport*", "all: [manufactur*, deport*]")]
    [InlineData("\"apple orchard*\"", "near: [apple, orchard*] /0 ordered")]
    [InlineData(
        "title:strike AND ingress:(hospital OR clinic)",
        "all: [title:strike, any: [summary:hospital, summary:clinic]]"
    )]
    [InlineData("HEADLINE(strike) AND BYLINE(Jane Doe)", "all: [title:strike, Author=Jane Doe]")]
    [InlineData("HLEAD(strike)", "title+summary:strike")]
    [InlineData("{BT} OR raw:EE OR ALLCAPS(who)", "any: [=BT, =EE, =WHO]")]
    [InlineData("ATLEAST3(strike)", "strike x3")]
    [InlineData("strike AND language:english", "all: [strike, Language=en]")]
    [InlineData("strike^9 AND hospital <<<a comment>>>", "all: [strike, hospital]")]
    [InlineData("(nurses AND doctors) W/5 strike", "all: [near: [nurses, strike] /5, near: [doctors, strike] /5]")]
    [InlineData("rico NOT W/5 puerto", "all: [rico, none: [near: [rico, puerto] /5]]")]
    public void What_people_bring_says_the_same_here(string brought, string meant) =>
        Assert.Equal(meant, Said(Read(brought)));

    [Theory]
    [InlineData(BooleanDialect.Meltwater, "any: [all: [alpha, beta], gamma]")]
    [InlineData(BooleanDialect.LexisNexis, "all: [alpha, any: [beta, gamma]]")]
    public void The_dialect_says_what_binds_first(BooleanDialect dialect, string meant) =>
        Assert.Equal(meant, Said(Read("alpha AND beta OR gamma", dialect)));

    [Fact]
    public void LexisNexis_reads_or_then_the_smallest_distance_then_and() =>
        Assert.Equal(
            "all: [near: [bankrupt*, discharg*] /25, near: [any: [student, college, education*], loan] /5]",
            Said(
                Read(
                    "bankrupt! w/25 discharg! and student or college or education! w/5 loan",
                    BooleanDialect.LexisNexis
                )
            )
        );

    [Fact]
    public void LexisNexis_excludes_last_what_stands_behind_and_not() =>
        Assert.Equal(
            "all: [alpha, none: [all: [beta, gamma]]]",
            Said(Read("alpha AND NOT beta AND gamma", BooleanDialect.LexisNexis))
        );

    [Fact]
    public void Words_side_by_side_are_a_phrase_in_LexisNexis_and_asked_about_elsewhere()
    {
        Assert.Equal(
            "all: [\"profit warning\", kodak]",
            Said(Read("profit warning and kodak", BooleanDialect.LexisNexis))
        );
        Assert.Contains("put quotes around a phrase", Problem("profit warning AND kodak"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alpha AND beta OR gamma")]
    [InlineData("alpha OR beta NEAR/3 gamma")]
    [InlineData("alpha AND NOT beta AND gamma")]
    public void Where_the_tools_differ_the_dialect_is_asked_for_and_both_readings_shown(string brought)
    {
        var message = Problem(brought);

        Assert.Contains("Meltwater: ", message, StringComparison.Ordinal);
        Assert.Contains("LexisNexis: ", message, StringComparison.Ordinal);
        Assert.Contains("--dialect", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alpha AND beta AND gamma")]
    [InlineData("(alpha AND beta) OR gamma")]
    [InlineData("alpha AND beta NOT gamma")]
    [InlineData("alpha NEAR/3 beta AND gamma")]
    public void Where_the_tools_agree_nothing_is_asked(string brought) => Assert.NotNull(Read(brought).Condition);

    [Fact]
    public void Brandwatch_wants_brackets_and_is_told_which() =>
        Assert.Contains(
            "write (alpha AND beta) OR gamma, or alpha AND (beta OR gamma).",
            Problem("alpha AND beta OR gamma", BooleanDialect.Brandwatch),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("gov! AND strike", "\"gov!\" needs at least 4 letters before !; \"govern!\" works.", 1, 1)]
    [InlineData("strike AND wom?n", "write the words out", 1, 12)]
    [InlineData("strike\nAND site:example.org", "feeds: { only: [NAME] }", 2, 5)]
    [InlineData("strike AND (hospital", "is not closed", 1, 12)]
    [InlineData("strike AND", "has nothing behind it", 1, 8)]
    [InlineData("strike W/999 hospital", "up to 255", 1, 8)]
    [InlineData("ATLEAST3(strike OR walkout)", "one word or phrase", 1, 1)]
    [InlineData("NOT strike", "say what to find", 1, 1)]
    [InlineData("", "there is no expression here", 1, 1)]
    public void What_cannot_be_read_is_said_with_its_place(string brought, string said, int line, int column)
    {
        var problem = Assert.Single(Read(brought).Problems);

        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new("brought", line, column), problem.Position);
    }

    [Fact]
    public void Where_our_language_says_it_otherwise_a_note_says_so() =>
        Assert.Contains("about the item", Assert.Single(Read("rico NOT W/5 puerto").Notes), StringComparison.Ordinal);

    private static string Problem(string brought, BooleanDialect? dialect = null) =>
        Assert.Single(Read(brought, dialect).Problems).Message;

    private static ImportResult Read(string brought, BooleanDialect? dialect = null) =>
        BooleanImport.Read(brought, dialect, "brought");

    private static string Said(ImportResult read)
    {
        Assert.Empty(read.Problems);
        return Said(read.Condition!);
    }

    private static string Said(Condition condition) =>
        condition switch
        {
            All all => $"all: [{Said(all.Parts)}]",
            Any any => $"any: [{Said(any.Parts)}]",
            None none => $"none: [{Said(none.Parts)}]",
            Near near =>
                $"near: [{Said(near.These)}] /{near.Within}{(near.InOrder ? " ordered" : "")}{(near.Same == Stretch.Sentence ? "" : $" {near.Same}")}",
            Origin origin => $"{origin.Of}={origin.Value}",
            Leaf leaf => In(leaf) + Words(leaf) + (leaf.Terms.Times > 1 ? $" x{leaf.Terms.Times}" : ""),
            _ => condition.ToString(),
        };

    private static string Said(IEnumerable<Condition> parts) => string.Join(", ", parts.Select(Said));

    private static string Words(Leaf leaf) =>
        leaf switch
        {
            Phrase => $"\"{leaf.Words}\"",
            Starts => $"{leaf.Words}*",
            Exact => $"={leaf.Words}",
            _ => leaf.Words,
        };

    private static string In(Leaf leaf) =>
        leaf.Terms.In.Length == LeafTerms.Default.In.Length
            ? ""
            : $"{string.Join("+", leaf.Terms.In.Select(field => field.ToString().ToLowerInvariant()))}:";
}
