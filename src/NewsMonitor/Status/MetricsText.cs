using System.Globalization;
using System.Text;

namespace NewsMonitor.Status;

/// <summary>Health in numbers, in the text format that Prometheus reads (version 0.0.4).</summary>
internal static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>One gauge for each number; what is not known is left out.</summary>
    public static string Of(Health health)
    {
        var text = new StringBuilder();
        Add(text, "monitor_ledger_writable", "1 while the ledger can be written.", health.StorageFault is null ? 1 : 0);
        if (health.Configuration is not { } configuration)
            return text.ToString();
        Add(text, "monitor_feeds", "Feeds that are polled.", health.Feeds);
        Add(text, "monitor_feeds_failing", "Feeds that failed at their last poll.", health.FailingFeeds);
        Add(text, "monitor_alerts_due", "Alerts that are owed and not yet delivered.", health.AlertsDue);
        Add(text, "monitor_dead_letters", "Alerts that were given up.", health.DeadLetters);
        Add(text, "monitor_rules", "Rules that are looked for.", configuration.Rules);
        Add(
            text,
            "monitor_configuration_last_reload_successful",
            "1 while the running rules are those of the files, 0 while the files are refused.",
            configuration.OlderSince is null ? 1 : 0
        );
        Add(
            text,
            "monitor_configuration_in_force_since_seconds",
            "When the running rules came into force, in seconds since 1970.",
            configuration.Since.ToUnixTimeSeconds()
        );
        Add(
            text,
            "monitor_configuration_awaits_restart",
            "Parts of the files that only a restart applies.",
            configuration.AwaitRestart.Length
        );
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
}
