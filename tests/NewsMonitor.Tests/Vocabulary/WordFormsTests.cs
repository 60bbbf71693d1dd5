using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class WordFormsTests
{
    [Theory]
    [InlineData("deny", "deny denied denies denying")]
    [InlineData("stop", "stop stopped stopping stops")]
    [InlineData("hope", "hope hoped hopes hoping")]
    [InlineData("go", "go goes goest going gone went")]
    [InlineData("withdraw", "withdraw withdrawing withdrawn withdraws withdrew")]
    [InlineData("symptom", "symptom symptoms")]
    [InlineData("travel", "travel traveled traveling travelled travelling travels")]
    [InlineData("refer", "refer referred referring refers")]
    [InlineData("visit", "visit visited visiting visits")]
    [InlineData("die", "die died dies dying")]
    [InlineData("agree", "agree agreed agreeing agrees")]
    [InlineData("child", "child children")]
    [InlineData("crisis", "crisis crises")]
    [InlineData("big", "big bigger biggest")]
    [InlineData("organize", "organize organise organised organises organising organized organizes organizing")]
    [InlineData("box", "box boxed boxes boxing")]
    [InlineData("panic", "panic panicked panicking panics")]
    public void All_inflections_in_both_spellings_are_listed_and_no_others(string lemma, string forms) =>
        Assert.Equal(forms.Split(' '), WordForms.Of(lemma));

    [Theory]
    [InlineData("hope")]
    [InlineData("strike")]
    [InlineData("withdraw")]
    [InlineData("child")]
    public void Every_form_leads_back_to_its_word(string lemma) =>
        Assert.All(WordForms.Of(lemma), form => Assert.Contains(lemma, Words.LemmasOf(form)));
}
