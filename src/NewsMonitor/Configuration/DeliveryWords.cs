using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;

namespace NewsMonitor.Configuration;

/// <summary>How people write when something goes out: <c>mode</c>, <c>quiet</c>, <c>rate</c>, <c>digests</c>.</summary>
internal static class DeliveryWords
{
    private static readonly TimeSpan ShortestBatch = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBatch = TimeSpan.FromDays(1);

    /// <summary><c>instant</c>, <c>batch 10m</c> or <c>digest NAME</c>.</summary>
    public static DeliveryMode? Mode(Section section)
    {
        if (section.Text("mode") is not { } text)
            return null;
        switch (text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["instant"]:
                return new Instant();
            case ["digest", var name]:
                return new InDigest(name);
            case ["batch", var window] when Quantities.DurationOf(window) is { } duration:
                if (duration >= ShortestBatch && duration <= LongestBatch)
                    return new Batch(duration);
                section.Complain("mode", "a batch waits from 1m to 1d.");
                return null;
            default:
                section.Complain(
                    "mode",
                    $"\"{Shown.Of(text)}\" is not a mode: write instant, batch 10m, or digest NAME with a name of digests: in monitor.yaml."
                );
                return null;
        }
    }

    /// <summary><c>{ from: "22:00", to: "07:00", zone: Europe/London }</c></summary>
    public static QuietHours? Quiet(Section section)
    {
        if (section.Inner("quiet", KnownKeys.Quiet) is not { } quiet)
            return null;
        quiet.Require("from", "when quiet begins, from: \"22:00\".");
        quiet.Require("to", "when quiet ends, to: \"07:00\".");
        var (from, to) = (Time(quiet, "from"), Time(quiet, "to"));
        if (from is not null && from == to)
            quiet.Complain("to", "quiet hours that end when they begin are none: write another time.");
        var zone = Schedules.Zone(quiet, "zone") ?? TimeZoneInfo.Utc;
        return from is { } start && to is { } end ? new(start, end, zone) : null;
    }

    /// <summary><c>30/m</c>: a count per s, m, h or d, or per a duration like <c>20/10m</c>.</summary>
    public static Rate? Rate(Section section, string key)
    {
        if (section.Text(key) is not { } text)
            return null;
        if (RateOf(text) is { } rate)
            return rate;
        section.Complain(
            key,
            $"\"{Shown.Of(text)}\" is not a rate: write how many in what time, like 30/1m, from 1/1d to 1000/1s."
        );
        return null;
    }

    /// <summary>A rate, or <c>off</c>.</summary>
    public static Rate? RateOrOff(Section section, string key, Rate? otherwise) =>
        section.Find(key) is YamlScalar { Value: "off" or "false" } ? null : Rate(section, key) ?? otherwise;

    /// <summary>The digests of monitor.yaml.</summary>
    public static ImmutableArray<DigestPlan> Digests(Section file) =>
        file.Find("digests") is not { } node ? []
        : node is YamlSequence list
            ?
            [
                .. list
                    .Items.Select(item => Section.Open(item, KnownKeys.Digest, file.Reading))
                    .OfType<Section>()
                    .Select(Digest)
                    .OfType<DigestPlan>(),
            ]
        : Refuse(file);

    private static ImmutableArray<DigestPlan> Refuse(Section file)
    {
        file.Complain(
            "digests",
            "\"digests\" is a list: write - { name: morning, cron: \"0 7 * * *\", zone: Europe/London }."
        );
        return [];
    }

    private static DigestPlan? Digest(Section digest)
    {
        digest.Require("name", "modes name it by this, mode: digest morning.");
        digest.Require("cron", "when it goes out, cron: \"0 7 * * *\".");
        var zone = Schedules.Zone(digest, "zone") ?? TimeZoneInfo.Utc;
        if (Ids.Read(digest, "name") is not { } name || Schedules.Expression(digest, "cron") is not { } cron)
            return null;
        return new(name, cron, zone);
    }

    private static TimeOnly? Time(Section section, string key)
    {
        if (section.Scalar(key) is not { } scalar)
            return null;
        if (
            TimeOnly.TryParseExact(
                scalar.Value,
                "H:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
            return time;
        section.Complain(
            key,
            $"\"{Shown.Of(scalar.Value)}\" is not a time of day: write it like \"22:00\", in quotes."
        );
        return null;
    }

    private static Rate? RateOf(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (
            slash <= 0
            || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
            return null;
        var per = text[(slash + 1)..];
        var time = Quantities.DurationOf(per) ?? Quantities.DurationOf($"1{per}");
        return count is >= 1 and <= 1_000 && time is { TotalSeconds: >= 1, TotalDays: <= 1 }
            ? new(count, time.Value)
            : null;
    }
}
