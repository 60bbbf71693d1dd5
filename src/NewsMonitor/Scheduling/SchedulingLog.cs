using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Scheduling;

/// <summary>What is said about polling: entering and leaving a state once, not once a poll.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(4001, LogLevel.Information, "{Feed}: learned {Items} items as known; {Alerts} alerts")]
    public static partial void Learned(this ILogger log, string feed, int items, int alerts);

    [LoggerMessage(4002, LogLevel.Information, "{Feed}: {Items} new items, {Alerts} alerts")]
    public static partial void Found(this ILogger log, string feed, int items, int alerts);

    [LoggerMessage(4003, LogLevel.Warning, "{Feed}: {Reason}. Next poll {Next:u}")]
    public static partial void Failed(this ILogger log, string feed, string reason, DateTimeOffset next);

    [LoggerMessage(4004, LogLevel.Debug, "{Feed}: failed {Times} times in a row: {Reason}. Next poll {Next:u}")]
    public static partial void FailedAgain(
        this ILogger log,
        string feed,
        int times,
        string reason,
        DateTimeOffset next
    );

    [LoggerMessage(4005, LogLevel.Information, "{Feed}: answers again after {Times} failed polls")]
    public static partial void Recovered(this ILogger log, string feed, int times);

    [LoggerMessage(
        4006,
        LogLevel.Warning,
        "{Feed}: the publisher has ended this feed (410 Gone); {Address} is not polled any more. Remove it, or give its new url"
    )]
    public static partial void Gone(this ILogger log, string feed, string address);

    [LoggerMessage(
        4007,
        LogLevel.Warning,
        "{Feed}: has moved for good; 'monitor feeds list' shows the new url for feeds.yaml"
    )]
    public static partial void Moved(this ILogger log, string feed);

    [LoggerMessage(4008, LogLevel.Debug, "{Feed}: {Warning}")]
    public static partial void ReadWithWarning(this ILogger log, string feed, string warning);

    [LoggerMessage(4009, LogLevel.Error, "{Feed}: the poll broke off; it is tried again {Next:u}")]
    public static partial void BrokeOff(this ILogger log, Exception fault, string feed, DateTimeOffset next);

    [LoggerMessage(4010, LogLevel.Information, "Polling {Feeds} feeds; the first at {First:u}")]
    public static partial void Planned(this ILogger log, int feeds, DateTimeOffset first);

    [LoggerMessage(4011, LogLevel.Information, "Forgot {Rows} items and alerts that no feed lists any more")]
    public static partial void Forgot(this ILogger log, int rows);

    [LoggerMessage(4012, LogLevel.Error, "Housekeeping broke off; it is tried again in its next turn")]
    public static partial void HousekeepingBrokeOff(this ILogger log, Exception fault);

    [LoggerMessage(4040, LogLevel.Information, "Digest {Digest}: {Count} owed, for {Slot}")]
    public static partial void Gathered(this ILogger log, string digest, int count, string slot);

    [LoggerMessage(4041, LogLevel.Error, "Digest {Digest} broke off; it is tried again in a minute")]
    public static partial void DigestBrokeOff(this ILogger log, Exception fault, string digest);

    [LoggerMessage(4042, LogLevel.Error, "The watchdog broke off; it is tried again in its next turn")]
    public static partial void WatchdogBrokeOff(this ILogger log, Exception fault);

    [LoggerMessage(4043, LogLevel.Error, "The watchdog's own item cannot be read: {Reason}")]
    public static partial void WatchdogUnread(this ILogger log, string reason);

    [LoggerMessage(
        4013,
        LogLevel.Warning,
        "{Feed}: nothing it lists was known; items may have been missed between two polls"
    )]
    public static partial void Gap(this ILogger log, string feed);

    [LoggerMessage(4014, LogLevel.Warning, "For the operator: {Title}. {Text}")]
    public static partial void Noticed(this ILogger log, string title, string text);

    [LoggerMessage(
        4015,
        LogLevel.Error,
        "The look at the health of the feeds broke off; it is tried again in a minute"
    )]
    public static partial void HealthBrokeOff(this ILogger log, Exception fault);

    [LoggerMessage(
        4030,
        LogLevel.Information,
        "{Feed}: re-keyed {Count} items; they are known, and nobody is told again"
    )]
    public static partial void Rekeyed(this ILogger log, string feed, int count);

    [LoggerMessage(
        4031,
        LogLevel.Warning,
        "{Feed}: its guids do not tell its items apart; from now on known by {Policy}"
    )]
    public static partial void PolicyMoved(this ILogger log, string feed, IdentityPolicy policy);

    [LoggerMessage(4044, LogLevel.Information, "{Feed}: {Reason}. Next poll {Next:u}")]
    public static partial void HeldBack(this ILogger log, string feed, string reason, DateTimeOffset next);

    [LoggerMessage(4045, LogLevel.Debug, "{Feed}: read {Articles} articles")]
    public static partial void ArticlesRead(this ILogger log, string feed, int articles);

    [LoggerMessage(
        4046,
        LogLevel.Warning,
        "{Feed}: {Missing} of {Articles} articles could not be read, the items were read as the feed gives them. The first: {Reason}"
    )]
    public static partial void ArticlesMissing(this ILogger log, string feed, int missing, int articles, string reason);

    [LoggerMessage(
        4048,
        LogLevel.Information,
        "Looked at {Pages} pages that alerts point to; {Gone} are gone, {Alerts} alerts"
    )]
    public static partial void LookedAtPages(this ILogger log, int pages, int gone, int alerts);

    [LoggerMessage(
        4049,
        LogLevel.Information,
        "{Feed}: the page of an item that people were told of is gone (HTTP {Status}): {Page}"
    )]
    public static partial void PageLost(this ILogger log, string feed, int status, string page);

    [LoggerMessage(
        4050,
        LogLevel.Warning,
        "{Host}: {Pages} of its pages that people were told of are gone. A site that is rebuilt loses its pages, so nobody is told of any"
    )]
    public static partial void SiteLostPages(this ILogger log, string host, long pages);

    [LoggerMessage(
        4051,
        LogLevel.Error,
        "The look at pages that alerts point to broke off; it is tried again in its next turn"
    )]
    public static partial void LookBrokeOff(this ILogger log, Exception fault);

    [LoggerMessage(
        4047,
        LogLevel.Warning,
        "{Feed}: allow_invalid_certificate is on: anybody between its server and this machine can write its news"
    )]
    public static partial void BelievesAnyCertificate(this ILogger log, string feed);

    [LoggerMessage(
        4052,
        LogLevel.Warning,
        "The clock of this machine was set back by {Back}: {Triggers} plans were made by the clock as it was and are set back as well"
    )]
    public static partial void ClockSetBack(this ILogger log, TimeSpan back, int triggers);

    [LoggerMessage(4053, LogLevel.Error, "The clock of this machine was set back, and not all plans could be")]
    public static partial void ClockBrokeOff(this ILogger log, Exception fault);
}
