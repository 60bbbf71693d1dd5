using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class WordFormsTests
{
    [Theory]
    [InlineData("deny", "deny denied denies denying")]
    [InlineData("stop", "stop stopped stopping stops")]
    [InlineData("hope", "hope hoped hopes hoping")]
    [InlineData("go", "go goes going gone went")]
    [InlineData("crisis", "crisis crises")]
    [InlineData("big", "big bigger biggest")]
    [InlineData("organize", "organize organise organised organises organising organized organizes organizing")]
    [InlineData("box", "box boxes")]
    [InlineData("panic", "panic panicked panicking panics")]
    public void All_inflections_in_both_spellings_are_listed(string lemma, string forms) =>
        Assert.Superset(forms.Split(' ').ToHashSet(), WordForms.Of(lemma).ToHashSet());

    [Theory]
    [InlineData("hope")]
    [InlineData("strike")]
    [InlineData("withdraw")]
    [InlineData("child")]
    public void Every_form_leads_back_to_its_word(string lemma) =>
        Assert.All(WordForms.Of(lemma), form => Assert.Contains(lemma, Words.LemmasOf(form)));
}
