using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Feeds;

/// <summary>An address that is polled on a schedule.</summary>
internal sealed record Feed
{
    /// <summary>Its identity in the ledger: a feed renamed or moved to another address under the same id stays the same feed.</summary>
    public required string Id { get; init; }

    /// <summary>The name that alerts show as the source.</summary>
    public required string Name { get; init; }

    /// <summary>An absolute http or https address. May hold secrets: show <see cref="Display"/> to people.</summary>
    public required Uri Address { get; init; }

    /// <summary>When it is polled.</summary>
    public required FeedSchedule Schedule { get; init; }

    /// <summary>What its first poll does; <see cref="FirstPoll.Learn"/> by default.</summary>
    public FirstPoll FirstPoll { get; init; } = FirstPoll.Learn;

    /// <summary>On the first poll, items published within this time alert although the poll only learns; null for none.</summary>
    public TimeSpan? Backfill { get; init; }

    /// <summary>Tags that rules choose feeds by.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>True: a redirect from https to http is followed.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>
    /// True: its own server is believed without a valid certificate, and so is whoever stands between it and us. Said at each
    /// start.
    /// </summary>
    public bool AllowInvalidCertificate { get; init; }

    /// <summary>For which of its items the page is fetched and read as their article; none by default.</summary>
    public ArticleChoice Article { get; init; } = ArticleChoice.None;

    /// <summary>False: kept in the file, checked, and not polled.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The feed as rules and alerts know it.</summary>
    public FeedOrigin Origin => new(Id, Name, Tags);

    /// <summary>The address without user information and without query values, for logs and tables.</summary>
    public string Display =>
        Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}

/// <summary>What the first poll of a feed does with the items it finds.</summary>
internal enum FirstPoll
{
    /// <summary>Takes them as known and alerts nobody: the baseline.</summary>
    Learn,

    /// <summary>Treats every one as new.</summary>
    Alert,
}

/// <summary>For which new items of a feed the article is fetched.</summary>
internal enum ArticleChoice
{
    /// <summary>For none: nothing is fetched because an item names it.</summary>
    None,

    /// <summary>For those whose text in the feed says something that some rule asks for.</summary>
    Likely,

    /// <summary>For all.</summary>
    All,
}

/// <summary>When a feed is polled.</summary>
internal abstract record FeedSchedule
{
    private protected FeedSchedule() { }
}

/// <summary>At a steady interval, 1 s to 7 days, in UTC.</summary>
internal sealed record Every(TimeSpan Interval) : FeedSchedule
{
    /// <summary>The interval of a feed that names none.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(15);

    /// <summary>The shortest interval that manners allow.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);
}

/// <summary>As often as the feed's own rhythm asks for, within bounds.</summary>
internal sealed record Auto : FeedSchedule
{
    /// <summary>The liveliest feed is polled no more often.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    /// <summary>The quietest feed is polled no less often.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);
}

/// <summary>At wall-clock times that a person asked for.</summary>
/// <param name="Expression">Five-field Unix cron.</param>
/// <param name="Zone">The zone whose clock it means.</param>
internal sealed record Cron(string Expression, TimeZoneInfo Zone) : FeedSchedule;
