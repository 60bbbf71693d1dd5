using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class FamilyTests
{
    [Theory]
    [InlineData("withdraw", "withdrawal")]
    [InlineData("deny", "denial")]
    [InlineData("kill", "killing")]
    [InlineData("explode", "explosion")]
    [InlineData("resign", "resignation")]
    [InlineData("deport", "deportation")]
    [InlineData("appoint", "appointment")]
    [InlineData("invade", "invasion")]
    [InlineData("destroy", "destruction")]
    [InlineData("arrive", "arrival")]
    [InlineData("seize", "seizure")]
    [InlineData("sell", "sale")]
    [InlineData("lose", "loss")]
    [InlineData("die", "death")]
    [InlineData("grow", "growth")]
    [InlineData("elect", "election")]
    [InlineData("acquit", "acquittal")]
    [InlineData("merge", "merger")]
    [InlineData("acquire", "acquisition")]
    [InlineData("bomb", "bombing")]
    [InlineData("stab", "stabbing")]
    [InlineData("threaten", "threat")]
    [InlineData("respond", "response")]
    [InlineData("expel", "expulsion")]
    [InlineData("vaccinate", "vaccination")]
    [InlineData("close", "closure")]
    [InlineData("hire", "hiring")]
    [InlineData("meet", "meeting")]
    public void Verb_and_noun_of_one_family_find_each_other(string verb, string noun)
    {
        Assert.Contains(noun, Words.FamilyOf(verb));
        Assert.Contains(verb, Words.FamilyOf(noun));
    }

    [Theory]
    [InlineData("flee", "flight")]
    [InlineData("state", "statement")]
    [InlineData("press", "pressure")]
    [InlineData("rate", "rating")]
    [InlineData("ship", "shipment")]
    [InlineData("force", "enforcement")]
    [InlineData("organize", "organization")]
    [InlineData("advise", "advisory")]
    [InlineData("leave", "departure")]
    [InlineData("minister", "administration")]
    public void A_noun_that_is_another_thing_in_the_news_is_no_relative(string one, string other) =>
        Assert.DoesNotContain(other, Words.FamilyOf(one));

    [Fact]
    public void Families_know_base_forms_only_in_one_spelling()
    {
        var astray = WordLists
            .Rows("families.tsv")
            .SelectMany(row => row[1].Split(' ').Prepend(row[0]))
            .Where(word => !Words.RootsOf(word).SequenceEqual([word]));

        Assert.Empty(astray);
    }
}
