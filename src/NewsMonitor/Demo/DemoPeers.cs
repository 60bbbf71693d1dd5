using System.Collections.Immutable;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Feeds;

namespace NewsMonitor.Demo;

/// <summary>The world around the demo: outlets, a mail server and a webhook endpoint, all on loopback.</summary>
internal sealed class DemoPeers : IAsyncDisposable
{
    private static readonly FeedSchedule OftenEnough = new Every(Every.Shortest);

    private DemoPeers(LoopbackNewsroom newsroom, SmtpListener mail, WebhookListener webhook) =>
        (Newsroom, Mail, Webhook) = (newsroom, mail, webhook);

    public LoopbackNewsroom Newsroom { get; }

    public SmtpListener Mail { get; }

    public WebhookListener Webhook { get; }

    /// <summary>Starts all of them; the outlets publish by the story's clock.</summary>
    public static async Task<DemoPeers> StartAsync(
        ImmutableArray<SeedFeed> feeds,
        StoryClock story,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var pages = feeds.ToDictionary(feed => feed.Name, feed => (Func<FeedPage>)(() => feed.PageAt(story.Now)));
        var newsroom = await LoopbackNewsroom.OpenAsync(pages, time, cancellationToken);
        var webhook = await WebhookListener.StartAsync(time, reply: null, cancellationToken);
        return new DemoPeers(newsroom, SmtpListener.Start(time), webhook);
    }

    /// <summary>The same configuration, with every address pointed at these peers and a data folder of its own.</summary>
    public MonitorConfiguration PointHere(MonitorConfiguration configuration, string dataFolder) =>
        configuration with
        {
            DataFolder = dataFolder,
            StatusAddress = null,
            Log = configuration.Log with { Level = Microsoft.Extensions.Logging.LogLevel.Error },
            Fetching = configuration.Fetching with { AllowedHosts = ["127.0.0.1"] },
            Mail = new MailSettings { From = "Monitor <monitor@newsroom.example>", Smtp = PlainSmtp },
            Feeds = [.. configuration.Feeds.Select(PointHere)],
            Receivers = [.. configuration.Receivers.Select(PointHere)],
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        await Webhook.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private SmtpSettings PlainSmtp =>
        new()
        {
            Host = "127.0.0.1",
            Port = Mail.Port,
            Security = SmtpSecurity.Plain,
        };

    private Feed PointHere(Feed feed) =>
        feed with
        {
            Address = Newsroom.AddressOf(feed.Address.Segments[^1]),
            Schedule = OftenEnough,
        };

    private Receiver PointHere(Receiver receiver) =>
        receiver is WebhookReceiver hook
            ? hook with
            {
                Address = Webhook.Address,
                Secrets = [Webhook.Secret],
            }
            : receiver;
}
