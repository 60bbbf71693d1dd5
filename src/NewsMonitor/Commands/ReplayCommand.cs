using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;

namespace NewsMonitor.Commands;

/// <summary><c>monitor replay</c>: what these items would have told, story by story, had they come in this order.</summary>
internal static class ReplayCommand
{
    /// <summary>Who is told where a rule names nobody.</summary>
    private const string AnyReader = "";

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "Items as NDJSON (id, title, summary, body, link, published, feed; description, pubDate and source will do), in the order in which they came. - reads standard input",
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

            With ndjson: one line for each item, with "item", "matches" (the ids of the rules that found it), "story" (the one
            it belonged to in the end), "stance", "state", "copy_of" (the item of another feed whose text it has) and "alert"
            (its reason and its receivers, or "held": true); null where no rule found it and it speaks of no story. Then one
            line for each story, and one with the counts: "days" says what each day would have brought, with mails gathered
            as the rules and receivers say. Where a rule names no receiver, mails are counted as for one.

            An item without a time counts as told one minute after the one before.
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
        var rules = configuration.RulesInForce;
        var replay = new Replay(new Trial(rules, configuration.Feeds, Meanings.Shipped.With(configuration.Words)));
        foreach (var read in ItemReader.Read(input))
            if (read.Item is { } item)
                replay.Take(item);
            else
            {
                streams.Error.WriteLine(read.Problem);
                code = ExitCode.Failed;
            }
        var days = DaysOf(replay, rules, configuration);
        foreach (var line in asJson ? InJson(replay, days) : InText(replay, days))
            streams.Output.WriteLine(line);
        streams.Output.Flush();
        return code;
    }

    /// <summary>Every day on which something was found or would have been sent.</summary>
    private static ImmutableArray<ReplayedDay> DaysOf(
        Replay replay,
        ImmutableArray<WatchRule> rules,
        MonitorConfiguration configuration
    )
    {
        var found = replay.Found.ToLookup(DayOf);
        var told = replay.Alerts;
        var alerts = told.ToLookup(alert => DayOf(alert.At));
        var mails = rules.SelectMany(rule => MailsOf(rule, told, configuration)).ToLookup(DayOf);
        return
        [
            .. found
                .Select(day => day.Key)
                .Union(alerts.Select(day => day.Key))
                .Union(mails.Select(day => day.Key))
                .Order()
                .Select(day => new ReplayedDay(day, found[day].Count(), alerts[day].Count(), mails[day].Count())),
        ];
    }

    private static ImmutableArray<DateTimeOffset> MailsOf(
        WatchRule rule,
        ImmutableArray<ForecastAlert> alerts,
        MonitorConfiguration configuration
    ) =>
        Postman
            .For(rule, configuration)
            .MailsFor([
                .. alerts
                    .Where(alert => alert.RuleId == rule.Id)
                    .Select(alert => alert.Receivers.IsEmpty ? alert with { Receivers = [AnyReader] } : alert),
            ]);

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static IEnumerable<string> InText(Replay replay, ImmutableArray<ReplayedDay> days)
    {
        foreach (var item in replay.Items)
        foreach (var turn in item.Turns)
            yield return $"{turn.At:yyyy-MM-dd HH:mm}  {turn.Word, -13} {turn.RuleId}  {CleanText.Line(item.Title)}";
        foreach (var day in days)
            yield return $"{day.Day:yyyy-MM-dd}  {Counts(day.Found, day.Alerts, day.Mails)}";
        yield return $"{Lines.Counted(replay.Items.Length, "item")}, {Counts(replay.Found.Length, replay.Alerts.Length, days.Sum(day => day.Mails))}, {replay.Stories.Length:N0} {(replay.Stories.Length == 1 ? "story" : "stories")}.";
    }

    private static string Counts(int found, int alerts, int mails) =>
        $"{found:N0} found, {Lines.Counted(alerts, "alert")}, {Lines.Counted(mails, "mail")}";

    private static IEnumerable<string> InJson(Replay replay, ImmutableArray<ReplayedDay> days)
    {
        foreach (var item in replay.Items)
            yield return JsonText.Of(json => Write(json, item));
        foreach (var story in replay.Stories)
            yield return JsonText.Of(json => Write(json, story));
        yield return JsonText.Of(json => WriteCounts(json, replay, days));
    }

    private static void Write(Utf8JsonWriter json, ReplayedItem item)
    {
        json.WriteStartObject();
        json.WriteString("item", item.Key);
        json.WriteStartArray("matches");
        foreach (var turn in item.Turns.Where(turn => turn.IsMatch))
            json.WriteStringValue(turn.RuleId);
        json.WriteEndArray();
        if (item.Turns.IsEmpty)
            WriteNothing(json);
        else
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

    private static void WriteNothing(Utf8JsonWriter json)
    {
        foreach (var name in (string[])["story", "stance", "state", "copy_of", "alert"])
            json.WriteNull(name);
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

    private static void WriteCounts(Utf8JsonWriter json, Replay replay, ImmutableArray<ReplayedDay> days)
    {
        json.WriteStartObject();
        json.WriteNumber("items", replay.Items.Length);
        json.WriteNumber("found", replay.Found.Length);
        json.WriteNumber("stories", replay.Stories.Length);
        json.WriteNumber("alerts", replay.Alerts.Length);
        json.WriteNumber("mails", days.Sum(day => day.Mails));
        json.WriteStartArray("days");
        foreach (var day in days)
        {
            json.WriteStartObject();
            json.WriteString("day", day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("found", day.Found);
            json.WriteNumber("alerts", day.Alerts);
            json.WriteNumber("mails", day.Mails);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One day, in UTC.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Found">Items that rules found, once for each rule.</param>
    /// <param name="Alerts">Alerts that would have been due, each once however many are told.</param>
    /// <param name="Mails">Mails, to all receivers; a call of a webhook is counted as one.</param>
    private sealed record ReplayedDay(DateOnly Day, int Found, int Alerts, int Mails);
}
