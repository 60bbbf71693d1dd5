using System.CommandLine;
using System.Globalization;
using NewsMonitor.Commands;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>held</c>: real streams through rules such as desks have, with stories and without; and every item that was held back,
/// under the told headline that is nearest to it, for a person to judge whether a reader has missed anything.
/// </summary>
internal static class HeldEvaluation
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A folder of streams: ndjson with id, title, description, source, pubDate",
            HelpName = "DIR",
            Required = true,
        };
        var rules = new Option<string>("--rules")
        {
            Description = "A file of rules, or a folder",
            HelpName = "FILE",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "Streams", "rules.yaml"),
        };
        var prints = new Option<bool>("--print") { Description = "Print every item held back or linked, to be read" };
        var command = new Command("held", "Alerts with and without stories, and what is held back, to be judged.")
        {
            data,
            rules,
            prints,
        };
        command.SetAction(given =>
            Run(given.GetRequiredValue(data), given.GetRequiredValue(rules), given.GetValue(prints))
        );
        return command;
    }

    private static int Run(string folder, string file, bool prints)
    {
        if (ConfigurationLoader.Load(file, ConfigurationScope.RulesOnly) is not Loaded { Configuration: var loaded })
        {
            Console.Error.WriteLine($"{file} cannot be read: 'monitor match --config {file}' says why.");
            return 1;
        }
        var items = ItemsOf(folder);
        var with = Replayed(items, loaded, hasStories: true);
        var without = Replayed(items, loaded, hasStories: false);
        var told = new List<Line>();
        var (held, linked) = (0, 0);
        foreach (var line in LinesOf(with))
        {
            var isHeld = line.Turn is { IsMatch: true, Reason: null };
            held += isHeld ? 1 : 0;
            linked += line.Turn.IsMatch ? 0 : 1;
            if (prints && (isHeld || !line.Turn.IsMatch))
                Print(line, told);
            if (line.Turn.Reason is not null)
                told.Add(line);
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{items.Length:N0} items, {loaded.Rules.Length} rules: {without.Alerts.Length:N0} alerts without stories, {with.Alerts.Length:N0} with them; {held} items held back, {linked} linked that their rule did not find"
            )
        );
        return 0;
    }

    private static Item[] ItemsOf(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.ndjson")
                .Order(StringComparer.Ordinal)
                .SelectMany(ReadFile)
                .OrderBy(item => item.Published),
        ];

    private static List<Item> ReadFile(string path)
    {
        using var reader = File.OpenText(path);
        return [.. ItemReader.Read(reader).Select(read => read.Item).OfType<Item>()];
    }

    private static Replay Replayed(Item[] items, MonitorConfiguration loaded, bool hasStories)
    {
        var rules = loaded.Rules.Select(rule => rule with { Stories = rule.Stories with { Enabled = hasStories } });
        var replay = new Replay(new Trial([.. rules], loaded.Feeds, Meanings.Shipped.With(loaded.Words)));
        foreach (var item in items)
            replay.Take(item);
        return replay;
    }

    private static IEnumerable<Line> LinesOf(Replay replay) =>
        replay.Items.SelectMany(item => item.Turns.Select(turn => new Line(item.Title, turn)));

    private static void Print(Line line, List<Line> told)
    {
        var words = line.Words();
        var nearest = told.Where(other =>
                other.Turn.RuleId == line.Turn.RuleId && other.Turn.StoryId == line.Turn.StoryId
            )
            .MaxBy(other => (other.Words().Intersect(words).Count(), other.Turn.At));
        var what = line.Turn.IsMatch
            ? "held"
            : $"linked, {line.Turn.Stance.Status} by {line.Turn.Stance.Who}, {line.Turn.Word}";
        Console.WriteLine($"{line.Turn.RuleId}  {what}");
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {nearest?.Turn.At:MM-dd HH:mm} {nearest?.Title}")
        );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line.Turn.At:MM-dd HH:mm} {line.Title}"));
    }

    private sealed record Line(string Title, ReplayedTurn Turn)
    {
        public HashSet<string> Words() => [.. Tokeniser.Read(Title).Tokens.Select(token => token.Word)];
    }
}
