using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using NewsMonitor.Status;

namespace NewsMonitor;

/// <summary>The composition root: every room, in the order of the flow.</summary>
internal static class MonitorHost
{
    /// <summary>Less than the ten seconds that container runtimes wait before they kill.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(9.5);

    /// <summary>Builds the worker that takes over what is changed in its configuration folder; nothing runs until it is started.</summary>
    public static IHost Build(Loaded loaded)
    {
        var builder = Assemble(loaded.Configuration);
        builder.Services.AddSingleton(loaded).AddHostedService<ConfigurationReload>();
        return builder.Build();
    }

    /// <summary>Builds a worker that keeps to this configuration; nothing runs until it is started.</summary>
    public static IHost Build(MonitorConfiguration configuration) => Assemble(configuration).Build();

    /// <summary>Puts the rooms together, before the last word on what they are.</summary>
    internal static HostApplicationBuilder Assemble(MonitorConfiguration configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder
            .Services.AddTimeAndChance()
            .AddLedger(
                configuration.DataFolder,
                configuration.KeepItems,
                configuration.KeepTexts,
                configuration.Deliveries.Flood is { } flood ? new FloodGuard(flood.Count, flood.Per) : null
            )
            .AddFeeds(configuration.Fetching)
            .AddDeliveries(
                ReceiversOf(configuration),
                configuration.Mail,
                configuration.Deliveries with
                {
                    Operator = configuration.Operator,
                }
            )
            .AddScheduling(
                () => EditionOf(configuration),
                new OperatorSettings(configuration.Operator, configuration.Notices)
            )
            .AddDigests(configuration.Digests)
            .AddWatchdog(configuration.Watchdog)
            .AddStatus(
                configuration.StatusAddress,
                ConfigurationReload.StandingOf(configuration, TimeProvider.System.GetUtcNow())
            )
            .AddSystemd()
            .AddWindowsService(options => options.ServiceName = "Monitor")
            .Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop)
            .AddLogging(logging => Configure(logging, configuration.Log));
        return builder;
    }

    /// <summary>Compiles what is configured.</summary>
    internal static Edition EditionOf(MonitorConfiguration configuration) =>
        Edition.Of(
            configuration.Feeds,
            configuration.RulesInForce,
            Meanings.Shipped.With(configuration.Words),
            configuration
                .Receivers.Where(receiver => receiver.Mode is not null)
                .ToDictionary(receiver => receiver.Name, receiver => receiver.Mode!, StringComparer.Ordinal)
        );

    /// <summary>Those of the file, and the outside address that the watchdog barks at.</summary>
    private static ImmutableArray<Receiver> ReceiversOf(MonitorConfiguration configuration) =>
        configuration.Watchdog?.Ping is { } ping
            ? [.. configuration.Receivers, new WebhookReceiver { Name = WatchdogPlan.PingName, Address = ping }]
            : configuration.Receivers;

    private static IServiceCollection AddTimeAndChance(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
#pragma warning disable RS0030 // The one place where chance comes from: everything else has it injected.
        services.AddSingleton(Random.Shared);
#pragma warning restore RS0030
        return services;
    }

    private static void Configure(ILoggingBuilder logging, LogSettings settings)
    {
        logging.SetMinimumLevel(settings.Level);
        // What these say at Information is about themselves, not about the news.
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.None);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        if (settings.Json)
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        else if (!SystemdHelpers.IsSystemdService())
            logging.AddSimpleConsole(WriteOneLine);
    }

    private static void WriteOneLine(SimpleConsoleFormatterOptions options)
    {
        options.SingleLine = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-dd HH:mm:ss'Z' ";
    }
}
