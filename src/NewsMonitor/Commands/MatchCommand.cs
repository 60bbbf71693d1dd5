using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Commands;

/// <summary><c>monitor match</c>: which rules match these items, and why.</summary>
internal static class MatchCommand
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "Items as NDJSON (id, title, summary, body, link, published, feed), or a text: title, then body. - reads standard input",
        };
        var config = CommonOptions.Config();
        var rule = new Option<string?>("--rule") { Description = "Only this rule, by id", HelpName = "ID" };
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "match",
            """
            Try the rules on items of your own: one line for each item and rule that match, with the words that matched.
            Sends nothing. A folder with rules alone is enough, and they need no notify.

              monitor match news.txt
              monitor match --config config --rule iraq-troop-withdrawal items.ndjson --format ndjson
              echo "US denies it will withdraw troops from Iraq" | monitor match -

            Offsets (start, end) count UTF-16 units in the text of the field.
            """
        )
        {
            file,
            config,
            rule,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetValue(rule),
                arguments.GetRequiredValue(file),
                arguments.GetRequiredValue(format)
            )
        );
        return command;
    }

    private static int Run(string folder, string? ruleId, string file, string format) =>
        ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly) switch
        {
            Loaded loaded => Run([.. loaded.Configuration.Rules], ruleId, file, format),
            Refused refused => ConfigurationPrinting.Refuse(refused, Console.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int Run(IReadOnlyList<WatchRule> rules, string? ruleId, string file, string format)
    {
        var chosen = ruleId is null ? rules : [.. rules.Where(rule => rule.Id == ruleId)];
        if (ruleId is not null && chosen.Count == 0)
        {
            Console.Error.WriteLine(
                $"there is no rule with the id \"{ruleId}\". There are: {string.Join(", ", rules.Select(rule => rule.Id))}"
            );
            return ExitCode.Usage;
        }
        try
        {
            using var input = file == "-" ? Console.In : File.OpenText(file);
            using var output = Console.Out;
            return Run(chosen, input, output, Console.Error, format);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"{file}: {fault.Message}");
            return ExitCode.Usage;
        }
    }

    /// <summary>Matches every item that can be read; a line that cannot is reported and costs only itself.</summary>
    internal static int Run(
        IEnumerable<WatchRule> rules,
        TextReader input,
        TextWriter output,
        TextWriter error,
        string format
    )
    {
        var matcher = new Matcher(RuleIndex.Build(rules));
        var code = ExitCode.Ok;
        foreach (var read in ItemReader.Read(input))
            if (read.Item is { } item)
                foreach (var match in matcher.FindMatches(item, new FeedOrigin(item.Feed, item.Feed, [])))
                    output.WriteLine(format == "ndjson" ? Json(match) : Text(match));
            else
            {
                error.WriteLine(read.Problem);
                code = ExitCode.Failed;
            }
        output.Flush();
        return code;
    }

    private static string Text(Match match) =>
        $"{match.Item.Key}\t{match.Rule.Id}\t{match.Item.Title}\n    {Explanation.Of(match.Evidence)}";

    private static string Json(Match match)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("item", match.Item.Key);
            json.WriteString("rule", match.Rule.Id);
            json.WriteStartArray("evidence");
            foreach (var found in match.Evidence)
                Write(json, found);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, Evidence found)
    {
        json.WriteStartObject();
        json.WriteString("leaf", found.Leaf);
        json.WriteString("field", found.Field.InWords());
        json.WriteString("words", found.Words);
        json.WriteNumber("start", found.Start);
        json.WriteNumber("end", found.End);
        json.WriteString("sentence", found.Sentence);
        json.WriteString("reason", found.Reason.InWords());
        json.WriteEndObject();
    }
}
