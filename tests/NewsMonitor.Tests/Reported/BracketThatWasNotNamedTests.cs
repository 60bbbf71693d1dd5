using NewsMonitor.Configuration.Yaml;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary>A bracket left open at the end of a line was told as "Operation is not valid due to the current state of the object".</summary>
public sealed class BracketThatWasNotNamedTests
{
    [Theory]
    [InlineData("feeds:\n  - { url: a\n  - b\n", 2, 5, '{', '}')]
    [InlineData("feeds:\n  - [ a b\n  - [ c ]\n", 2, 5, '[', ']')]
    [InlineData("rules:\n  - name: x\n    phrases: [a, b\n    notify: [desk]\n", 3, 14, '[', ']')]
    [InlineData("rules:\n  - name: x\n    phrases: [a, b,\n    notify: [desk]\n", 3, 14, '[', ']')]
    [InlineData("rules:\n  - name: x\n    phrases: [a, b\n", 3, 14, '[', ']')]
    [InlineData("a: [b, c\nd: 1\n", 1, 4, '[', ']')]
    public void The_bracket_that_is_open_is_shown(string text, int line, int column, char open, char close)
    {
        var fault = Assert.Single(YamlTree.Read(text, "file.yaml").Faults);

        Assert.Equal(new("file.yaml", line, column), fault.Position);
        Assert.Equal($"this \"{open}\" is not closed: add the \"{close}\".", fault.Message);
    }
}
