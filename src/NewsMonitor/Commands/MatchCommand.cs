using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;

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

            An item that names no feed is tried as if it came from any feed, whatever "feeds:" of a rule says.
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
                arguments.GetRequiredValue(format),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(
        string folder,
        string? ruleId,
        string file,
        string format,
        InvocationConfiguration streams
    ) =>
        ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly) switch
        {
            Loaded { Configuration: var configuration } => Run(configuration, ruleId, file, format, streams),
            Refused refused => ConfigurationPrinting.Refuse(refused, streams.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int Run(
        MonitorConfiguration configuration,
        string? ruleId,
        string file,
        string format,
        InvocationConfiguration streams
    )
    {
        var rules = configuration.Rules;
        var chosen = ruleId is null ? rules : [.. rules.Where(rule => rule.Id == ruleId)];
        if (ruleId is not null && chosen.IsEmpty)
        {
            streams.Error.WriteLine(
                $"There is no rule with the id \"{ruleId}\". There are: {string.Join(", ", rules.Select(rule => rule.Id))}"
            );
            return ExitCode.Usage;
        }
        try
        {
            using var input = file == "-" ? StandardInput.Open() : File.OpenText(file);
            return Run(
                new Trial(chosen, configuration.Feeds, Meanings.Shipped.With(configuration.Words)),
                input,
                format,
                streams
            );
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            streams.Error.WriteLine($"{file}: {FileFault.InWords(file, fault)}");
            return ExitCode.Usage;
        }
    }

    /// <summary>Matches every item that can be read; a line that cannot is reported and costs only itself.</summary>
    private static int Run(Trial trial, TextReader input, string format, InvocationConfiguration streams)
    {
        var (items, matches, code) = (0, 0, ExitCode.Ok);
        foreach (var read in ItemReader.Read(input))
        {
            if (read.Item is not { } item)
            {
                streams.Error.WriteLine(read.Problem);
                code = ExitCode.Failed;
                continue;
            }
            items++;
            foreach (var match in trial.FindMatches(item))
            {
                matches++;
                streams.Output.WriteLine(format == "ndjson" ? Json(match) : Text(match));
            }
        }
        if (matches == 0 && format == "text")
            streams.Error.WriteLine($"No match: {Counted(trial.Rules, "rule")} tried on {Counted(items, "item")}.");
        streams.Output.Flush();
        return code;
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    // Titles come from outside: nothing in them may move the cursor or break the line.
    private static string Text(Match match) =>
        $"{CleanText.Line(match.Item.Key)}\t{match.Rule.Id}\t{CleanText.Line(match.Item.Title)}\n    {CleanText.Line(Explanation.Of(match.Evidence))}";

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
