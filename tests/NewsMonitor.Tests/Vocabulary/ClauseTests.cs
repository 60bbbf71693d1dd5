using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class ClauseTests
{
    [Theory]
    [InlineData("and")]
    [InlineData("but")]
    [InlineData("while")]
    [InlineData("who")]
    [InlineData("which")]
    [InlineData("whose")]
    [InlineData("after")]
    [InlineData("because")]
    [InlineData("although")]
    [InlineData("until")]
    [InlineData("unless")]
    [InlineData("whereas")]
    [InlineData("when")]
    public void Another_clause_begins_behind(string word)
    {
        Assert.True(Words.IsClauseBoundary(word));
        Assert.True(Words.IsFunctionWord(word));
    }

    [Theory]
    [InlineData("that")]
    [InlineData("if")]
    [InlineData("or")]
    [InlineData("from")]
    [InlineData("despite")]
    public void The_same_clause_goes_on_behind(string word) => Assert.False(Words.IsClauseBoundary(word));
}
