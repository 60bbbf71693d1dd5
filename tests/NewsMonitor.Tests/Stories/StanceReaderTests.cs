using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using Xunit;

namespace NewsMonitor.Tests.Stories;

/// <summary>How headlines stand to what a rule found in them; the words of the rule are in brackets.</summary>
public sealed class StanceReaderTests
{
    [Theory]
    [InlineData("Harbour board denies [sale] of [pier]", ReportStatus.Denied)]
    [InlineData("Reports of [pier] [sale] are false, mayor says", ReportStatus.Denied)]
    [InlineData("Mayor: no plans for [sale] of [pier]", ReportStatus.Denied)]
    [InlineData("Harbour board will not [sell] [pier]", ReportStatus.Denied)]
    [InlineData("Mayor confirms [sale] of [pier]", ReportStatus.Confirmed)]
    [InlineData("CORRECTED-Harbour board to vote on [pier] [sale]", ReportStatus.Corrected)]
    [InlineData("STORY WITHDRAWN: Harbour board agrees [pier] [sale]", ReportStatus.Withdrawn)]
    [InlineData("Will the harbour board approve the [pier] [sale]?", ReportStatus.Question)]
    [InlineData("Harbour board agrees [pier] [sale]", ReportStatus.Reported)]
    public void A_headline_takes_a_stand_in_the_words_of_its_field(string headline, ReportStatus status) =>
        Assert.Equal(status, Read(headline).Status);

    [Theory]
    [InlineData("Mayor can neither confirm nor deny [pier] [sale]")]
    [InlineData("Reporters denied entry to [pier] before [sale]")]
    [InlineData("[Pier] [sale] no longer a secret")]
    [InlineData("[Pier] [sale] agreed; harbour cranes not included in inventory of the town")]
    public void What_only_looks_like_a_denial_is_none(string headline) =>
        Assert.NotEqual(ReportStatus.Denied, Read(headline).Status);

    [Fact]
    public void It_says_who_and_in_which_words()
    {
        var stance = Read("Harbour board denies [sale] of [pier]");

        Assert.Equal("Harbour board", stance.Who);
        Assert.Equal("denies", stance.Cue!.Words);
        Assert.Equal("Harbour board denies sale of pier", stance.Cue.Sentence);
    }

    [Theory]
    [InlineData("Mayor says report of [pier] [sale] unfounded", "Mayor")]
    [InlineData("Mayor Lind: I called off [pier] [sale]", "Mayor Lind")]
    [InlineData("[Pier] [sale] was denied by the harbour board", "the harbour board")]
    [InlineData("[Pier] [sale] confirmed in letter", "")]
    [InlineData("[Sale] of old [pier] confirmed", "")]
    [InlineData("Harbour board confirmed [sale] of [pier]", "Harbour board")]
    [InlineData("It denies [sale] of [pier]", "")]
    [InlineData("Mayor visits harbour, says no plan for [pier] [sale]", "")]
    public void Only_who_says_so_is_said_to_say_so(string headline, string who) =>
        Assert.Equal(who, Read(headline).Who);

    [Theory]
    [InlineData("not", true)]
    [InlineData("is not", true)]
    [InlineData("isn't reached", true)]
    [InlineData("can't", true)]
    [InlineData("denies", false)]
    [InlineData("no plans", false)]
    public void A_mere_negation_is_known(string cue, bool isMere) =>
        Assert.Equal(isMere, StanceReader.IsMereNegation(cue));

    private static Stance Read(string marked)
    {
        var words = ImmutableArray.CreateBuilder<MatchedWord>();
        var headline = new System.Text.StringBuilder();
        foreach (var part in marked.Split('['))
        {
            if (part.Split(']') is [var word, var rest])
            {
                words.Add(new(ItemField.Title, headline.Length, headline.Length + word.Length));
                headline.Append(word).Append(rest);
            }
            else
                headline.Append(part);
        }
        return StanceReader.Read(headline.ToString(), "", "", words.ToImmutable());
    }
}
