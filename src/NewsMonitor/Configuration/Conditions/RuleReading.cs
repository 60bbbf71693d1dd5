using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Conditions;

/// <summary>What the readers of one rule share: where to complain, the shared lists, and the feeds that its conditions name.</summary>
internal sealed class RuleReading(Reading reading, SharedWords words)
{
    private readonly ImmutableArray<TextAt>.Builder feeds = ImmutableArray.CreateBuilder<TextAt>();

    /// <summary>Where to complain, and what paths and variables mean.</summary>
    public Reading Reading { get; } = reading;

    /// <summary>The feeds that conditions name; each must exist.</summary>
    public ImmutableArray<TextAt> Feeds => feeds.ToImmutable();

    /// <summary>Complains.</summary>
    public void Complain(SourcePosition position, string message) => Reading.Problems.Add(position, message);

    /// <summary>Notes the feeds that a condition names.</summary>
    public T Noting<T>(T condition)
        where T : Condition
    {
        foreach (var feed in FeedsIn(condition))
            feeds.Add(new(feed.Value, feed.Position));
        return condition;
    }

    /// <summary>The texts of a shared list; empty, and reported, when there is none of that name.</summary>
    public ImmutableArray<TextAt> List(TextAt name)
    {
        if (words.Lists.TryGetValue(name.Text, out var list))
            return list;
        var names = words.Lists.Keys.Order(StringComparer.Ordinal).ToList();
        var otherwise = names.Count is 0 or > 12
            ? $"Add it to words/NAME.yaml: lists: {{ {Shown.Of(name.Text)}: [first, second] }}."
            : $"The lists are {string.Join(", ", names)}.";
        Complain(
            name.Position,
            $"words/*.yaml has no list \"{Shown.Of(name.Text)}\". {Nearest.Hint(name.Text, names, otherwise)}"
        );
        return [];
    }

    private static IEnumerable<Origin> FeedsIn(Condition condition) =>
        condition switch
        {
            Origin { Of: OriginKind.Feed } feed => [feed],
            All all => all.Parts.SelectMany(FeedsIn),
            Any any => any.Parts.SelectMany(FeedsIn),
            None none => none.Parts.SelectMany(FeedsIn),
            AtLeast atLeast => atLeast.From.SelectMany(FeedsIn),
            Score score => score.Add.SelectMany(points => FeedsIn(points.Part)),
            _ => [],
        };
}
