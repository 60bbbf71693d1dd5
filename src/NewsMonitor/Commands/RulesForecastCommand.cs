using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor rules forecast</c>: what a rule would have sent in the last days.</summary>
internal static class RulesForecastCommand
{
    private const int MostDays = 60;
    private static readonly string[] Headings = ["Day", "Found", "Stories", "Alerts", "Mails"];

    public static Command Create()
    {
        var rule = new Argument<string>("rule") { Description = "The id of the rule; it need not be enabled" };
        var days = new Option<int>("--days")
        {
            Description = $"How many days back, 1 to {MostDays}",
            HelpName = "N",
            DefaultValueFactory = _ => 30,
        };
        days.Validators.Add(option =>
        {
            if (option.GetValue(days) is < 1 or > MostDays)
                option.AddError($"--days must be 1 to {MostDays}");
        });
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "forecast",
            """
            Replay the items that the ledger has stored through one rule, as if it had been in force: how many items it would
            have found, how many stories and alerts they are, and how many mails a day, after batches, digests, floods and
            quiet hours. Sends nothing and changes nothing; works beside 'monitor run'.

              monitor rules forecast iraq-troop-withdrawal
              monitor rules forecast iraq-troop-withdrawal --days 7 --format json

            Too many mails? 'monitor check --rule ID' shows what it finds; 'mode: batch 1h' or 'mode: digest NAME' tells it
            together; 'update_every' spaces developments out; 'confirm_by: 2 sources' waits for a second outlet.

            What items say is kept for "texts:" under "retention:" in monitor.yaml, 7 days unless it says otherwise: a look
            further back needs a longer time there. An item counts at the time at which it was published, or first seen where
            that is not known. Days are those of UTC. A call of a webhook counts as a mail; alerts that a rate limit holds
            back, silences, and edits of items are not reckoned.
            """
        )
        {
            rule,
            days,
            config,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetRequiredValue(rule),
                arguments.GetRequiredValue(days),
                arguments.GetRequiredValue(format) == "json",
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(string folder, string ruleId, int days, bool asJson, InvocationConfiguration streams) =>
        ConfigurationLoader.Load(folder) switch
        {
            Loaded loaded => Run(loaded.Configuration, ruleId, days, asJson, streams),
            Refused refused => ConfigurationPrinting.Refuse(refused, streams.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int Run(
        MonitorConfiguration configuration,
        string ruleId,
        int days,
        bool asJson,
        InvocationConfiguration streams
    )
    {
        if (configuration.Rules.FirstOrDefault(rule => rule.Id == ruleId) is not { } rule)
            return Lines.NoSuchRule(ruleId, configuration.Rules, streams.Error);
        try
        {
            using var archive = LedgerArchive.Open(configuration.DataFolder);
            if (archive is null)
            {
                streams.Error.WriteLine(
                    $"There is no ledger in {configuration.DataFolder} yet: 'monitor run' makes it, and stores what feeds say."
                );
                return ExitCode.Failed;
            }
            var forecast = Make(configuration, InForce(rule, configuration), archive, days);
            if (asJson)
                streams.Output.WriteLine(JsonText.Of(json => Write(json, forecast, days), isIndented: true));
            else
                Print(forecast, configuration.KeepTexts, days, streams.Output);
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            streams.Error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
    }

    private static Forecast Make(MonitorConfiguration configuration, WatchRule rule, LedgerArchive archive, int days)
    {
        var since = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(days);
        return Forecast.Of(
            rule,
            new Trial([rule], configuration.Feeds, Meanings.Shipped.With(configuration.Words)),
            archive.ItemsSince(since),
            since,
            Postman.For(rule, configuration)
        );
    }

    /// <summary>As it would be in force, also where it is not enabled.</summary>
    private static WatchRule InForce(WatchRule rule, MonitorConfiguration configuration) =>
        configuration.InForce(rule) with
        {
            Enabled = true,
        };

    private static void Print(Forecast forecast, TimeSpan kept, int days, TextWriter output)
    {
        output.WriteLine(
            $"{forecast.Rule.Id}: {Lines.Counted(forecast.Items, "item")} of the last {Lines.Counted(days, "day")}, the oldest first seen {Lines.Time(forecast.Oldest)}"
        );
        if (kept < TimeSpan.FromDays(days))
            output.WriteLine(
                $"What items say is kept for {Lines.Counted((int)kept.TotalDays, "day")}: \"texts:\" under \"retention:\" in monitor.yaml"
            );
        if (forecast.Days.IsEmpty)
        {
            output.WriteLine("It would have found none of them.");
            return;
        }
        output.WriteLine();
        Lines.PrintTable(Headings, forecast.Days.Select(Cells), output);
        output.WriteLine();
        output.WriteLine(
            $"In all: {Lines.Counted(forecast.Days.Sum(day => day.Found), "item")} found, {Stories(forecast.Days.Sum(day => day.Stories))}, {Lines.Counted(forecast.Alerts.Length, "alert")}, {Lines.Counted(forecast.Days.Sum(day => day.Mails), "mail")}."
        );
        if (forecast.Busiest is { } busiest)
            output.WriteLine(
                $"Busiest day: {Day(busiest.Day)} with {Lines.Counted(busiest.Mails, "mail")} of {Lines.Counted(busiest.Alerts, "alert")}."
            );
        foreach (var alert in forecast.Samples)
            output.WriteLine(
                $"  {Lines.Time(alert.At)}  {ReasonWording.Of(alert.Reason)}: {CleanText.Cut(CleanText.Line(alert.Title), 140)}"
            );
    }

    private static string Stories(int count) =>
        count == 1 ? "1 story" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} stories");

    private static string[] Cells(ForecastDay day) =>
        [Day(day.Day), Number(day.Found), Number(day.Stories), Number(day.Alerts), Number(day.Mails)];

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, Forecast forecast, int days)
    {
        json.WriteStartObject();
        json.WriteString("rule", forecast.Rule.Id);
        json.WriteNumber("days", days);
        json.WriteNumber("items", forecast.Items);
        if (forecast.Oldest is { } oldest)
            json.WriteString("oldest", oldest.UtcDateTime);
        else
            json.WriteNull("oldest");
        json.WriteNumber("found", forecast.Days.Sum(day => day.Found));
        json.WriteNumber("stories", forecast.Days.Sum(day => day.Stories));
        json.WriteNumber("alerts", forecast.Alerts.Length);
        json.WriteNumber("mails", forecast.Days.Sum(day => day.Mails));
        json.WriteString("busiest_day", forecast.Busiest is { } busiest ? Day(busiest.Day) : null);
        json.WriteStartArray("by_day");
        foreach (var day in forecast.Days)
            Write(json, day);
        json.WriteEndArray();
        json.WriteStartArray("samples");
        foreach (var alert in forecast.Samples)
            Write(json, alert);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ForecastDay day)
    {
        json.WriteStartObject();
        json.WriteString("day", Day(day.Day));
        json.WriteNumber("found", day.Found);
        json.WriteNumber("stories", day.Stories);
        json.WriteNumber("alerts", day.Alerts);
        json.WriteNumber("mails", day.Mails);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ForecastAlert alert)
    {
        json.WriteStartObject();
        json.WriteString("at", alert.At.UtcDateTime);
        json.WriteString("reason", ReasonWording.Of(alert.Reason));
        json.WriteString("feed", alert.Feed);
        json.WriteString("title", alert.Title);
        json.WriteString("story", alert.Story.Length > 0 ? alert.Story : null);
        json.WriteEndObject();
    }
}
