using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class NounTests
{
    [Theory]
    [InlineData("cash")]
    [InlineData("pay")]
    [InlineData("bank")]
    [InlineData("banks")]
    [InlineData("sales")]
    [InlineData("job")]
    [InlineData("oil")]
    [InlineData("drug")]
    [InlineData("troop")]
    [InlineData("police")]
    [InlineData("trade")]
    [InlineData("tax")]
    [InlineData("missile")]
    [InlineData("hostage")]
    [InlineData("election")]
    [InlineData("hospital")]
    [InlineData("data")]
    [InlineData("children")]
    [InlineData("housing")]
    [InlineData("pension")]
    [InlineData("lawsuit")]
    [InlineData("company")]
    public void A_common_noun_fills_the_slot_before_another(string word) => Assert.True(Words.IsNoun(word));

    [Theory]
    [InlineData("full")]
    [InlineData("foreign")]
    [InlineData("planned")]
    [InlineData("announced")]
    [InlineData("funded")]
    [InlineData("facing")]
    [InlineData("faces")]
    [InlineData("orders")]
    [InlineData("begins")]
    [InlineData("ends")]
    [InlineData("completes")]
    [InlineData("million")]
    [InlineData("dozen")]
    [InlineData("month")]
    [InlineData("weekend")]
    [InlineData("surprise")]
    [InlineData("mass")]
    [InlineData("iraqi")]
    [InlineData("baghdad")]
    [InlineData("the")]
    [InlineData("will")]
    [InlineData("may")]
    [InlineData("for")]
    [InlineData("says")]
    public void Adjectives_participles_measures_times_and_names_do_not(string word) => Assert.False(Words.IsNoun(word));
}
