using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries.Email;

namespace NewsMonitor.Commands;

/// <summary><c>monitor check</c>: says whether a configuration would start, and if not, everything that keeps it from starting.</summary>
internal static class CheckCommand
{
    private const string Teaching = """
        Read the whole configuration and say what is wrong with it.

        Reads monitor.yaml, feeds.yaml, receivers.yaml, rules/**/*.yaml and words/**/*.yaml as "run" does, and runs the tests of every rule.
        Nothing is fetched, sent or written. All problems are printed at once, each with file:line:column and the remedy.

        Where the worker has run, every rule is also tried on what the feeds brought in the last 7 days: how many items it would
        have matched, three of them (+), and two that it missed by little (~) with what would change that. A rule that matches
        more than 2 % of them is warned of. The ledger is only read.

        Exit code: 0 when it would start (warnings do not count), 2 when it would not.

          monitor check                         the folder ./config, or $MONITOR_CONFIG
          monitor check --config /etc/monitor   another folder
          monitor check --rule soleimani        try only this rule on past items
          monitor check --no-past               only what stands in the files
          monitor check --format json           one JSON object, for editors and pipelines
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json");
        var rule = new Option<string?>("--rule")
        {
            Description = "Try only this rule on past items, by id",
            HelpName = "ID",
        };
        var noPast = new Option<bool>("--no-past") { Description = "Do not try the rules on past items" };
        var command = new Command("check", Teaching) { folder, rule, noPast, format };
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            var result = ConfigurationLoader.Load(parsed.GetRequiredValue(folder));
            var id = parsed.GetValue(rule);
            if (
                result is Loaded { Configuration.Rules: var rules }
                && id is not null
                && !rules.Any(one => one.Id == id)
            )
                return Lines.NoSuchRule(id, rules, streams.Error);
            var past =
                result is Loaded { Configuration: var configuration } && !parsed.GetValue(noPast)
                    ? CheckPast.Try(configuration, id, streams.Error)
                    : null;
            return parsed.GetRequiredValue(format) == "json"
                ? PrintJson(result, past, streams.Output)
                : Print(result, past, streams.Output, streams.Error);
        });
        return command;
    }

    private static int Print(ConfigurationResult result, CheckPast? past, TextWriter output, TextWriter error)
    {
        if (result is not Loaded loaded)
            return ConfigurationPrinting.Refuse((Refused)result, error);
        ConfigurationPrinting.Warn(loaded, error);
        past?.Warn(error);
        foreach (var (name, value) in Summary(loaded, past))
            output.WriteLine($"{name, -11}{value}");
        past?.Print(output);
        return ExitCode.Ok;
    }

    private static IEnumerable<(string Name, string Value)> Summary(Loaded loaded, CheckPast? past)
    {
        var configuration = loaded.Configuration;
        var feeds = configuration.Feeds;
        var rules = configuration.Rules;
        yield return ("good", configuration.Folder);
        yield return ("feeds", Counted(feeds.Length, feeds.Count(feed => !feed.Enabled)));
        yield return (
            "rules",
            $"{Counted(rules.Length, rules.Count(rule => !rule.Enabled))}, {Tests(rules)} tests hold"
        );
        yield return ("receivers", $"{configuration.Receivers.Length}");
        yield return ("mail", MailWay(configuration.Mail));
        yield return ("data", configuration.DataFolder);
        yield return ("status", configuration.StatusAddress is { } address ? $"http://{address}/healthz" : "off");
        yield return ("warnings", $"{loaded.Warnings.Length + (past?.Warnings ?? 0)}");
        if (past is not null)
            yield return ("past items", past.Summary);
    }

    private static string Counted(int all, int disabled) =>
        disabled == 0 ? $"{all}" : $"{all}, {disabled} of them not enabled";

    private static int Tests(IEnumerable<WatchRule> rules) =>
        rules.Sum(rule => rule.Tests.Match.Length + rule.Tests.NoMatch.Length);

    private static string MailWay(MailSettings mail) =>
        mail switch
        {
            { Smtp: { } smtp } => $"{smtp.Host}:{smtp.Port}, {SecurityOf(smtp)}, from {mail.From}",
            { PickupFolder: { } folder } => $"files in {folder}, from {mail.From}",
            _ => "none",
        };

    private static string SecurityOf(SmtpSettings smtp) =>
        smtp.Security switch
        {
            SmtpSecurity.Tls => "TLS",
            SmtpSecurity.Plain => "not encrypted",
            _ => "STARTTLS",
        };

    private static int PrintJson(ConfigurationResult result, CheckPast? past, TextWriter output)
    {
        output.WriteLine(JsonText.Of(json => Write(json, result, past), isIndented: true));
        return result is Loaded ? ExitCode.Ok : ExitCode.Usage;
    }

    private static void Write(Utf8JsonWriter json, ConfigurationResult result, CheckPast? past)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", result is Loaded);
        Write(json, "problems", (result as Refused)?.Problems ?? []);
        Write(json, "warnings", [.. (result as Loaded)?.Warnings ?? [], .. past?.TooBroad ?? []]);
        if (result is Loaded loaded)
            Write(json, loaded.Configuration);
        past?.Write(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MonitorConfiguration configuration)
    {
        json.WriteNumber("feeds", configuration.Feeds.Length);
        json.WriteNumber("rules", configuration.Rules.Length);
        json.WriteNumber("receivers", configuration.Receivers.Length);
        json.WriteNumber("tests", Tests(configuration.Rules));
        json.WriteString("mail", MailWay(configuration.Mail));
        json.WriteString("data", configuration.DataFolder);
        json.WriteString("status", configuration.StatusAddress);
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<ConfigurationProblem> problems)
    {
        json.WriteStartArray(name);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.Position.File);
            json.WriteNumber("line", problem.Position.Line);
            json.WriteNumber("column", problem.Position.Column);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
