using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;

namespace NewsMonitor.Commands;

/// <summary><c>monitor replay</c>: what these items would have told, story by story, had they come in this order.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "Items as NDJSON (id, title, summary, body, link, published, feed), in the order in which they came. - reads standard input",
        };
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "replay",
            """
            Run items through matching, stories and alerts, with the times of the items as the clock: which of them would have
            been told, to whom and why, and which held back. Sends nothing, and touches no ledger. A folder with rules alone
            is enough, and they need no notify.

              monitor replay january.ndjson
              monitor replay --config config january.ndjson --format ndjson

            With ndjson: one line for each item that a rule found, with "item", "matches", "story" (as it was in the end),
            "stance", "state", "copy_of" (the item of another feed whose text it has) and "alert" (its reason, its receivers, or that it was held back); then one line for each story,
            and one with the counts. An item without a time counts as told one minute after the one before.
            """
        )
        {
            file,
            config,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetRequiredValue(file),
                arguments.GetRequiredValue(format) == "ndjson",
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(string folder, string file, bool asJson, InvocationConfiguration streams)
    {
        switch (ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly))
        {
            case Refused refused:
                return ConfigurationPrinting.Refuse(refused, streams.Error);
            case Loaded { Configuration: var configuration }:
                try
                {
                    using var input = file == "-" ? StandardInput.Open() : File.OpenText(file);
                    return Run(configuration, input, asJson, streams);
                }
                catch (Exception fault) when (FileFault.Is(fault))
                {
                    streams.Error.WriteLine($"{file}: {FileFault.InWords(file, fault)}");
                    return ExitCode.Usage;
                }
            case var other:
                throw new InvalidOperationException($"a configuration cannot be {other}");
        }
    }

    private static int Run(
        MonitorConfiguration configuration,
        TextReader input,
        bool asJson,
        InvocationConfiguration streams
    )
    {
        var code = ExitCode.Ok;
        var replay = new Replay(
            new Trial(configuration.Rules, configuration.Feeds, Meanings.Shipped.With(configuration.Words))
        );
        foreach (var read in ItemReader.Read(input))
            if (read.Item is { } item)
                replay.Take(item);
            else
            {
                streams.Error.WriteLine(read.Problem);
                code = ExitCode.Failed;
            }
        foreach (var line in asJson ? InJson(replay) : InText(replay))
            streams.Output.WriteLine(line);
        streams.Output.Flush();
        return code;
    }

    private static IEnumerable<string> InText(Replay replay)
    {
        foreach (var item in replay.Items)
        foreach (var turn in item.Turns)
            yield return $"{turn.At:yyyy-MM-dd HH:mm}  {turn.Word, -13} {turn.RuleId}  {CleanText.Line(item.Title)}";
        foreach (var day in replay.Days)
            yield return $"{day.Day:yyyy-MM-dd}  {Lines.Counted(day.Found, "item")} found, {Lines.Counted(day.Alerts, "alert")} told";
        yield return $"{Lines.Counted(replay.Items.Length, "item")} found, {replay.Stories.Length:N0} {(replay.Stories.Length == 1 ? "story" : "stories")}, {Lines.Counted(replay.Days.Sum(day => day.Alerts), "alert")}.";
    }

    private static IEnumerable<string> InJson(Replay replay)
    {
        foreach (var item in replay.Items)
            yield return JsonText.Of(json => Write(json, item));
        foreach (var story in replay.Stories)
            yield return JsonText.Of(json => Write(json, story));
        yield return JsonText.Of(json => WriteCounts(json, replay));
    }

    private static void Write(Utf8JsonWriter json, ReplayedItem item)
    {
        json.WriteStartObject();
        json.WriteString("item", item.Key);
        json.WriteStartArray("matches");
        foreach (var turn in item.Turns.Where(turn => turn.IsMatch))
            json.WriteStringValue(turn.RuleId);
        json.WriteEndArray();
        Write(json, item.Turns[0]);
        if (item.Turns.Length > 1)
        {
            json.WriteStartArray("others");
            foreach (var turn in item.Turns[1..])
            {
                json.WriteStartObject();
                json.WriteString("rule", turn.RuleId);
                Write(json, turn);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayedTurn turn)
    {
        json.WriteString("story", turn.StoryId);
        json.WriteStartObject("stance");
        json.WriteString("status", StoryWording.WordOf(turn.Stance.Status));
        json.WriteString("who", turn.Stance.Who);
        json.WriteString("cue", turn.Stance.Cue?.Words);
        json.WriteString("sentence", turn.Stance.Cue?.Sentence);
        json.WriteEndObject();
        json.WriteString("state", StoryWording.WordOf(turn.State));
        json.WriteString("copy_of", turn.CopyOf);
        json.WriteStartObject("alert");
        json.WriteString("reason", turn.Reason is { } reason ? ReasonWording.Of(reason) : null);
        json.WriteStartArray("receivers");
        foreach (var receiver in turn.Receivers)
            json.WriteStringValue(receiver);
        json.WriteEndArray();
        json.WriteBoolean("held", turn.Reason is null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayedStory story)
    {
        json.WriteStartObject();
        json.WriteString("story", story.Id);
        json.WriteString("rule", story.RuleId);
        json.WriteString("title", story.Title);
        json.WriteStartArray("items");
        foreach (var key in story.Items)
            json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, Replay replay)
    {
        json.WriteStartObject();
        json.WriteNumber("items", replay.Items.Length);
        json.WriteNumber("stories", replay.Stories.Length);
        json.WriteNumber("alerts", replay.Days.Sum(day => day.Alerts));
        json.WriteNumber("without_stories", replay.Days.Sum(day => day.Found));
        json.WriteStartArray("days");
        foreach (var day in replay.Days)
        {
            json.WriteStartObject();
            json.WriteString("day", day.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteNumber("found", day.Found);
            json.WriteNumber("alerts", day.Alerts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
