using System.CommandLine;

namespace NewsMonitor.Commands;

/// <summary><c>monitor explain</c>: what a rule finds, and what became of an item.</summary>
internal static class ExplainCommand
{
    public static Command Create() =>
        new(
            "explain",
            """
            Show every form that a rule finds, or what became of an item: why it was told, or why not.

              monitor explain rule iraq-troop-withdrawal
              monitor explain item https://example.org/story
              monitor explain item news.txt
            """
        )
        {
            ExplainRuleCommand.Create(),
            ExplainItemCommand.Create(),
        };
}
