using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>What one message says of the story that it tells.</summary>
/// <param name="Channel">"mail" or "webhook".</param>
/// <param name="Item">The guid of the item it tells.</param>
/// <param name="Id">The id under which it came.</param>
/// <param name="Thread">What it has in common with the other messages of its story.</param>
/// <param name="SaysDenied">True when it says first of all that the story is denied.</param>
/// <param name="Supersedes">The id of the message that it takes back; null when it says of none, as mails do.</param>
internal sealed record ToldItem(
    string Channel,
    string Item,
    string Id,
    string? Thread,
    bool SaysDenied,
    string? Supersedes
)
{
    public static ToldItem Of(ReceivedMail received)
    {
        var mail = received.Message;
        return new(
            "mail",
            mail.Headers["X-Monitor-Item"] ?? "",
            received.Id,
            mail.References.FirstOrDefault(),
            mail.TextBody?.TrimStart().StartsWith("DENIED", StringComparison.Ordinal) is true,
            null
        );
    }

    public static ToldItem Of(ReceivedCall call)
    {
        using var body = JsonDocument.Parse(call.Body);
        var story = body.RootElement.GetProperty("story");
        return new(
            "webhook",
            World.ItemOf(call.Body),
            call.Id,
            story.GetProperty("id").GetString(),
            story.GetProperty("state").ValueEquals("denied"u8),
            body.RootElement.GetProperty("type").ValueEquals("story.denied"u8)
                ? story.GetProperty("supersedes").GetString()
                : null
        );
    }
}

/// <summary>Who was told what of stories that were denied: with the report when it had not been sent, else after it.</summary>
internal sealed class StoryBooks(World world)
{
    private readonly Dictionary<(string Channel, string Item), ToldItem> _first = [];
    private int _mails;
    private int _calls;

    /// <summary>How many of these reports a channel lacks, and of how many denials.</summary>
    public int MissingOf(int reports, ImmutableArray<int> denials)
    {
        Read();
        return CrashReport.Channels.Sum(channel =>
            Enumerable.Range(1, reports).Count(number => !Has(channel, PublishedFeed.GuidOf(number)))
            + denials.Count(number => !IsWithReport(channel, number) && !IsAfterReport(channel, number))
        );
    }

    /// <summary>The denials that a channel was told with the report, in one message.</summary>
    public int WithReport(ImmutableArray<int> denials) => Count(denials, IsWithReport);

    /// <summary>The denials that a channel was told in a later message of the same conversation.</summary>
    public int AfterReport(ImmutableArray<int> denials) => Count(denials, IsAfterReport);

    /// <summary>The denials that a channel was never told as it must be, by channel and number.</summary>
    public ImmutableArray<string> Untold(ImmutableArray<int> denials)
    {
        Read();
        return
        [
            .. CrashReport.Channels.SelectMany(channel =>
                denials
                    .Where(number => !IsWithReport(channel, number) && !IsAfterReport(channel, number))
                    .Select(number =>
                        $"{channel}: {number}, report {Find(channel, PublishedFeed.GuidOf(number))}, denial {Find(channel, InventedNews.DenialOf(number))}"
                    )
            ),
        ];
    }

    /// <summary>In one line.</summary>
    public string Line(ImmutableArray<int> denials) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{denials.Length} events denied, told denied {WithReport(denials)} times with the report and {AfterReport(denials)} times after it, {Untold(denials).Length} UNTOLD"
        );

    private static int Count(ImmutableArray<int> denials, Func<string, int, bool> isTold) =>
        CrashReport.Channels.Sum(channel => denials.Count(number => isTold(channel, number)));

    private bool Has(string channel, string item) => Find(channel, item) is not null;

    private ToldItem? Find(string channel, string item) => _first.GetValueOrDefault((channel, item));

    private bool IsWithReport(string channel, int number) =>
        Find(channel, PublishedFeed.GuidOf(number)) is { SaysDenied: true };

    private bool IsAfterReport(string channel, int number) =>
        Find(channel, PublishedFeed.GuidOf(number)) is { Thread: not null } report
        && Find(channel, InventedNews.DenialOf(number)) is { SaysDenied: true } denial
        && denial.Thread == report.Thread
        && (channel == "mail" || denial.Supersedes == report.Id);

    /// <summary>Reads what has arrived since the last time.</summary>
    private void Read()
    {
        foreach (var mail in world.Mail.Mails.AsSpan()[_mails..])
        {
            Keep(ToldItem.Of(mail));
            _mails++;
        }
        foreach (var call in world.Webhook.Calls.AsSpan()[_calls..])
        {
            Keep(ToldItem.Of(call));
            _calls++;
        }
    }

    private void Keep(ToldItem told) => _first.TryAdd((told.Channel, told.Item), told);
}
