using System.Collections.Immutable;
using System.CommandLine;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Benchmarks;

/// <summary>What the evaluations over drawn rules share: items from outside, and rules drawn from their words with a fixed seed.</summary>
internal sealed class DrawnRules
{
    /// <summary>A feed that no rule asks for.</summary>
    public static readonly FeedOrigin Feed = new("feed", "Feed", []);

    private DrawnRules(ImmutableArray<Item> items, RuleIndex index) => (Items, Index) = (items, index);

    /// <summary>The items.</summary>
    public ImmutableArray<Item> Items { get; }

    /// <summary>The rules.</summary>
    public RuleIndex Index { get; }

    /// <summary>What a rule asks for.</summary>
    public Condition Condition(string id) => Index.Rules.First(rule => rule.Id == id).Condition;

    /// <summary>A command that draws rules and does something with them.</summary>
    public static Command Command(string name, string description, Func<DrawnRules, int> evaluate)
    {
        var file = new Option<string>("--items")
        {
            Description = "Items as NDJSON: a file, or a folder of them",
            Required = true,
        };
        var rules = new Option<int>("--rules") { Description = "How many rules", DefaultValueFactory = _ => 500 };
        var seed = new Option<int>("--seed") { Description = "Draws other rules", DefaultValueFactory = _ => 1 };
        var command = new Command(name, description) { file, rules, seed };
        command.SetAction(arguments =>
        {
            var items = BenchmarkItems.Read(arguments.GetRequiredValue(file));
            var drawn = new RuleDrawing(items, arguments.GetValue(seed), found: 50).Mixed(arguments.GetValue(rules));
            return evaluate(new DrawnRules(items, RuleIndex.Build(drawn)));
        });
        return command;
    }
}
