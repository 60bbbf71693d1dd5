using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Configuration;

/// <summary>Reads <c>monitor.yaml</c>: how the program runs. Every key has a default, and so has the file.</summary>
internal static class MonitorFile
{
    private const string DefaultData = "../data";

    private static readonly FetchSettings DefaultFetching = new();

    /// <summary>The settings, and what feeds inherit; the defaults when there is no file.</summary>
    public static MonitorSettings Read(YamlNode? root, Reading reading)
    {
        var settings = new MonitorConfiguration
        {
            Folder = reading.Folder,
            DataFolder = Path.GetFullPath(DefaultData, reading.Folder),
        };
        // A file of nothing but comments says "all defaults", as no file does.
        if (
            root is null or YamlScalar { IsNothing: true }
            || Section.Open(root, KnownKeys.Monitor, reading) is not { } file
        )
            return new(settings, new(), SaysMail: root is not (null or YamlScalar));
        return new(Apply(file, settings), Defaults(file), file.Has("email"))
        {
            OperatorAt = file.Has("operator") ? file.At("operator") : null,
            WatchdogNotify = file.Inner("watchdog", KnownKeys.Watchdog)?.Texts("notify") ?? [],
        };
    }

    private static MonitorConfiguration Apply(Section file, MonitorConfiguration settings)
    {
        var status = Status(file, settings.StatusAddress);
        return settings with
        {
            DataFolder = file.Folder("data") ?? settings.DataFolder,
            Log = Log(file),
            StatusAddress = status,
            Mail = MailSection.Read(file),
            Operator = file.Text("operator"),
            Notices = Notices(file),
            Fetching = Fetching(file) with { OwnAddress = status },
            Deliveries = Deliveries(file),
            Digests = DeliveryWords.Digests(file),
            Watchdog = Watchdog(file),
            Stories = file.Flag("stories", otherwise: true),
            CheckPages = file.Flag("check_pages", otherwise: true),
            KeepItems =
                file.Inner("retention", KnownKeys.Retention)
                    ?.Duration("items", TimeSpan.FromDays(7), TimeSpan.FromDays(5 * 365))
                ?? settings.KeepItems,
            KeepTexts =
                file.Inner("retention", KnownKeys.Retention)
                    ?.Duration("texts", TimeSpan.FromDays(1), TimeSpan.FromDays(60))
                ?? settings.KeepTexts,
        };
    }

    private static DeliveryTerms Deliveries(Section file)
    {
        var terms = new DeliveryTerms();
        if (file.Inner("deliveries", KnownKeys.Deliveries) is not { } section)
            return terms;
        return terms with
        {
            GiveUpAfter =
                section.Duration("give_up_after", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? terms.GiveUpAfter,
            DisableAfter =
                section.Duration("disable_after", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? terms.DisableAfter,
            Flood = DeliveryWords.RateOrOff(section, "flood", terms.Flood),
            CatchUp = DeliveryWords.Rate(section, "catch_up") ?? terms.CatchUp,
        };
    }

    private static WatchdogPlan? Watchdog(Section file)
    {
        if (file.Inner("watchdog", KnownKeys.Watchdog) is not { } watchdog)
            return null;
        if (!watchdog.HasOrMeans("ping") && !watchdog.HasOrMeans("notify"))
            file.Complain(
                "watchdog",
                "a watchdog that nobody hears is none: add ping: with the address of an outside dead-man service, or notify: [NAME]."
            );
        return new(
            watchdog.Duration("every", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)) ?? TimeSpan.FromHours(1),
            watchdog.Has("ping") ? watchdog.Web("ping") : null,
            [.. watchdog.Texts("notify").Select(name => name.Text)]
        );
    }

    private static FeedDefaults Defaults(Section file)
    {
        var defaults = new FeedDefaults();
        if (file.Inner("defaults", KnownKeys.Defaults) is not { } section)
            return defaults;
        return new(
            Schedules.Steady(section, "every") ?? defaults.Every,
            FeedsFile.FirstPoll(section) ?? defaults.FirstPoll
        );
    }

    private static NoticeTerms Notices(Section file)
    {
        var terms = new NoticeTerms();
        if (file.Inner("notices", KnownKeys.Notices) is not { } notices)
            return terms;
        return terms with
        {
            Failures = notices.Number("failures", 1, 100) ?? terms.Failures,
            After = notices.Duration("after", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)) ?? terms.After,
            SilentAfter =
                notices.Duration("silent_after", TimeSpan.FromHours(1), TimeSpan.FromDays(90)) ?? terms.SilentAfter,
        };
    }

    private static LogSettings Log(Section file)
    {
        if (file.Inner("log", KnownKeys.Log) is not { } log)
            return new();
        var level = log.Choice(
            "level",
            ("trace", LogLevel.Trace),
            ("debug", LogLevel.Debug),
            ("information", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error),
            ("critical", LogLevel.Critical)
        );
        return new()
        {
            Level = level ?? LogLevel.Information,
            Json = log.Choice("format", ("text", false), ("json", true)) ?? false,
        };
    }

    private static string? Status(Section file, string? otherwise)
    {
        switch (file.Find("status"))
        {
            case null:
                return otherwise;
            case YamlScalar { Value: "off" or "false" }:
                return null;
            case YamlScalar { IsNothing: false } other:
                file.Complain(
                    "status",
                    $"\"{Shown.Of(other.Value)}\" is not a status: write off, or a mapping with listen: \"127.0.0.1:8787\"."
                );
                return otherwise;
            default:
                return file.Inner("status", KnownKeys.Status)?.Endpoint("listen") ?? otherwise;
        }
    }

    internal static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static FetchSettings Fetching(Section file)
    {
        var settings = DefaultFetching with
        {
            Contact = file.Expanded("contact") ?? "",
            AllowedHosts = AllowedHosts(file),
        };
        if (file.Inner("fetch", KnownKeys.Fetch) is not { } fetch)
            return settings;
        return settings with
        {
            Timeout = fetch.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? settings.Timeout,
            ConnectTimeout =
                fetch.Duration("connect_timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
                ?? settings.ConnectTimeout,
            MaxBytes = fetch.Size("max_bytes", 64 * 1024, 100 * 1024 * 1024) ?? settings.MaxBytes,
            MaxRedirects = fetch.Number("max_redirects", 0, 20) ?? settings.MaxRedirects,
            PerHost = fetch.Number("per_host", 1, 16) ?? settings.PerHost,
            PerSecond = fetch.Number("per_second", 1, 1_000) ?? settings.PerSecond,
            Heed = fetch.Duration("heed", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? settings.Heed,
        };
    }

    private static ImmutableArray<string> AllowedHosts(Section file) =>
        file.Inner("network", KnownKeys.Network) is { } network
            ? [.. network.Items("allow").Select(network.Host).OfType<string>()]
            : [];
}

/// <summary>What <c>monitor.yaml</c> says.</summary>
/// <param name="Configuration">The settings of the program.</param>
/// <param name="Feeds">What feeds inherit.</param>
/// <param name="SaysMail">False when it says nothing of mail at all.</param>
internal sealed record MonitorSettings(MonitorConfiguration Configuration, FeedDefaults Feeds, bool SaysMail)
{
    /// <summary>Where the operator is named; null when nobody is.</summary>
    public SourcePosition? OperatorAt { get; init; }

    /// <summary>Whom the watchdog tells.</summary>
    public ImmutableArray<TextAt> WatchdogNotify { get; init; } = [];
}

/// <summary>What a feed does that does not say otherwise.</summary>
internal sealed record FeedDefaults(FeedSchedule Every, FirstPoll FirstPoll)
{
    /// <summary>The defaults of a file that names none.</summary>
    public FeedDefaults()
        : this(new Every(Feeds.Every.Default), FirstPoll.Learn) { }
}
