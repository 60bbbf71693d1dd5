using NewsMonitor.Core.Text;
using Xunit;

namespace NewsMonitor.Tests.Text;

public sealed class Porter2Tests
{
    /// <summary>2,000 words of our own dictionary with their inflections; the whole Snowball vocabulary is compared by the benchmark <c>stems</c>.</summary>
    [Fact]
    public void Two_thousand_words_have_the_stems_that_were_verified_once()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "stems.tsv"))
            .Select(line => line.Split('\t'))
            .ToArray();

        Assert.Equal(2_000, rows.Length);
        Assert.All(rows, row => Assert.Equal(row[1], Porter2.Stem(row[0])));
    }

    [Theory]
    [InlineData("withdrawal", "withdraw")]
    [InlineData("denied", "deni")]
    [InlineData("dying", "die")]
    [InlineData("news", "news")]
    [InlineData("proceeds", "proceed")]
    [InlineData("generously", "generous")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("relational", "relat")]
    [InlineData("skies", "sky")]
    public void A_stem_is_what_Snowball_says(string word, string stem) => Assert.Equal(stem, Porter2.Stem(word));

    [Theory]
    [InlineData("troops", "troop")]
    [InlineData("forces", "force")]
    [InlineData("forced", "force")]
    [InlineData("denies", "deny")]
    [InlineData("striking", "strike")]
    public void Inflections_have_one_root(string one, string other) =>
        Assert.Equal(Porter2.WithoutInflections(one), Porter2.WithoutInflections(other));

    [Theory]
    [InlineData("organization", "organ")]
    [InlineData("university", "universe")]
    [InlineData("general", "generous")]
    public void Derivations_stay_words_of_their_own(string one, string other) =>
        Assert.NotEqual(Porter2.WithoutInflections(one), Porter2.WithoutInflections(other));
}
