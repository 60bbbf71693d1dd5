using NewsMonitor.Deliveries;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

public class CleanTextTests
{
    [Theory]
    [InlineData("Iraq\r\nBcc: evil@example.com\r\n\r\n<b>x", "Iraq Bcc: evil@example.com <b>x")]
    [InlineData("a\u0085b\u2028c\u2029d\u000Be\u000Cf", "a b c d e f")]
    [InlineData("\u001B[2Jcleared\u0007\0", "[2Jcleared")]
    [InlineData("  many \t\t  spaces\u00A0here  ", "many spaces here")]
    public void Line_breaks_and_controls_become_one_space(string text, string line)
    {
        Assert.Equal(line, CleanText.Line(text));
    }

    [Theory]
    [InlineData("safe\u202Egpj.exe", "safegpj.exe")]
    [InlineData("a\u2066b\u2069c\u200Ed\u200Fe", "abcde")]
    [InlineData("zero\u200Bwidth\uFEFF\u2060\u200D\u200C", "zerowidth")]
    public void What_turns_the_reading_direction_or_cannot_be_seen_is_taken_out(string text, string line)
    {
        Assert.Equal(line, CleanText.Line(text));
    }

    [Theory]
    [InlineData("👩‍🚀 and 🏳️‍🌈 and 👍🏽‍x 🇮🇶")]
    [InlineData("می‌خواهم")]
    [InlineData("क्‍ष")]
    public void Emoji_and_scripts_that_join_letters_stay_whole(string text)
    {
        Assert.Equal(text, CleanText.Line(text));
    }

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character()
    {
        Assert.Equal("a\uFFFDb\uFFFD", CleanText.Line("a\uD83Db\uDE00"));
        Assert.Equal("a\uFFFD", CleanText.WellFormed("a\uD83D"));
        Assert.Equal("\uFFFD", CleanText.Line("\uFFFE"));
    }

    [Fact]
    public void A_block_keeps_its_paragraphs_and_every_kind_of_line_break_is_one()
    {
        Assert.Equal("a\nb\nc\nd\ne", CleanText.Block("a\r.\r\n b \n\n\nc\u2028d\u0085e\r").Replace("\n.\n", "\n"));
    }

    [Fact]
    public void A_cut_never_divides_what_a_reader_sees_as_one_character()
    {
        const string Family = "👨‍👩‍👧‍👦";
        Assert.Equal("ab…", CleanText.Cut($"ab{Family}cd", 8));
        Assert.Equal($"ab{Family}…", CleanText.Cut($"ab{Family}{Family}", 2 + Family.Length + 1));
        Assert.Equal("e\u0301…", CleanText.Cut("e\u0301e\u0301", 3));
    }

    [Fact]
    public void A_text_within_the_limit_stays_as_it_is()
    {
        Assert.Equal("exactly", CleanText.Cut("exactly", 7));
    }

    [Fact]
    public void One_letter_under_a_million_accents_is_cut_in_bounded_time()
    {
        var stuffed = "e" + new string('\u0301', 1_000_000);
        var cut = CleanText.Cut(CleanText.Line(stuffed), 200);
        Assert.Equal(200, cut.Length);
    }
}
