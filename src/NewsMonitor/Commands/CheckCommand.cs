using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
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

        Exit code: 0 when it would start (warnings do not count), 2 when it would not.

          monitor check                         the folder ./config, or $MONITOR_CONFIG
          monitor check --config /etc/monitor   another folder
          monitor check --format json           one JSON object, for editors and pipelines
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json");
        var command = new Command("check", Teaching) { folder, format };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var result = ConfigurationLoader.Load(parsed.GetRequiredValue(folder));
            return parsed.GetRequiredValue(format) == "json"
                ? PrintJson(result, output)
                : Print(result, output, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    private static int Print(ConfigurationResult result, TextWriter output, TextWriter error)
    {
        if (result is not Loaded loaded)
            return ConfigurationPrinting.Refuse((Refused)result, error);
        ConfigurationPrinting.Warn(loaded, error);
        foreach (var (name, value) in Summary(loaded))
            output.WriteLine($"{name, -11}{value}");
        return ExitCode.Ok;
    }

    private static IEnumerable<(string Name, string Value)> Summary(Loaded loaded)
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
        yield return ("warnings", $"{loaded.Warnings.Length}");
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

    private static int PrintJson(ConfigurationResult result, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            Write(json, result);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
        return result is Loaded ? ExitCode.Ok : ExitCode.Usage;
    }

    private static void Write(Utf8JsonWriter json, ConfigurationResult result)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", result is Loaded);
        Write(json, "problems", (result as Refused)?.Problems ?? []);
        Write(json, "warnings", (result as Loaded)?.Warnings ?? []);
        if (result is Loaded loaded)
            Write(json, loaded.Configuration);
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
