using System.Globalization;

namespace NewsMonitor.Core.Alerts.Notices;

/// <summary>What notices say: what was seen, what happens next, what can be done.</summary>
internal static class NoticeText
{
    private const int MostNamed = 20;

    /// <summary>A trouble has lasted.</summary>
    public static Notice Began(string key, TroubleKind kind, List<FeedHealth> feeds, DateTimeOffset now) =>
        new(
            key,
            $"{Subject(feeds)} {Verb(kind, feeds)}",
            string.Join('\n', [.. feeds.Take(MostNamed).Select(feed => Line(kind, feed)), .. More(feeds), Next(kind)]),
            now
        );

    /// <summary>Nearly everything fails.</summary>
    public static Notice NetworkDown(string key, List<FeedHealth> failing, int all, DateTimeOffset now) =>
        new(
            key,
            $"Monitor reaches hardly any publisher: {failing.Count} of {all} feeds fail",
            string.Join(
                '\n',
                [
                    $"They are on {failing.Select(feed => feed.Host).Distinct().Count()} hosts, so the cause is most likely on this side: the network, the name server, a firewall.",
                    .. failing
                        .GroupBy(feed => feed.Error)
                        .OrderByDescending(group => group.Count())
                        .Take(5)
                        .Select(group => $"{group.Count()} times: {group.Key}"),
                    "Every feed is still polled, at least once a day. You are told once when all of them answer again.",
                ]
            ),
            now
        );

    /// <summary>A trouble that was told is over.</summary>
    public static Notice Over(string key, TroubleKind kind, List<FeedHealth> feeds, DateTimeOffset now) =>
        new(
            $"over:{key}:{now.ToUnixTimeSeconds()}",
            $"{Subject(feeds)} {(kind == TroubleKind.Failing ? Plural(feeds, "answers again", "answer again") : Plural(feeds, "brings news again", "bring news again"))}",
            string.Join(
                '\n',
                [
                    .. feeds.Take(MostNamed).Select(feed => $"{feed.Name}: well again"),
                    .. More(feeds),
                    "Nothing needs to be done.",
                ]
            ),
            now
        );

    private static string Subject(List<FeedHealth> feeds) =>
        feeds.Count == 1 ? feeds[0].Name
        : feeds.Select(feed => feed.Host).Distinct().Count() == 1 ? $"{feeds.Count} feeds of {feeds[0].Host}"
        : $"{feeds.Count} feeds";

    private static string Verb(TroubleKind kind, List<FeedHealth> feeds) =>
        kind switch
        {
            TroubleKind.Failing => Plural(feeds, "fails", "fail"),
            TroubleKind.Silent => Plural(feeds, "has gone silent", "have gone silent"),
            TroubleKind.Empty => Plural(feeds, "lists nothing any more", "list nothing any more"),
            TroubleKind.Ended => Plural(feeds, "was ended by its publisher", "were ended by their publisher"),
            TroubleKind.Moved => Plural(feeds, "has moved", "have moved"),
            _ => Plural(feeds, "may have listed more than was seen", "may have listed more than was seen"),
        };

    private static string Line(TroubleKind kind, FeedHealth feed) =>
        kind switch
        {
            TroubleKind.Failing =>
                $"{feed.Name}: {feed.Error}. {feed.Failures} polls in a row, since {Clock(feed.FailingSince)}; next poll {Clock(feed.NextPoll)}.",
            TroubleKind.Silent =>
                $"{feed.Name}: it answers, and has listed nothing new since {Clock(feed.LastNewItem)}. Usually something comes every {Shown(feed.Rhythm)}.",
            TroubleKind.Empty =>
                $"{feed.Name}: it answers with a document that lists nothing since {Clock(feed.EmptySince)}. Before, it listed {feed.ListedBefore} items.",
            TroubleKind.Ended => $"{feed.Name}: 410 Gone since {Clock(feed.FailingSince)}. It is not polled any more.",
            TroubleKind.Moved => $"{feed.Name}: it is now at {feed.MovedTo}. The former address still leads there.",
            _ =>
                $"{feed.Name}: at {Clock(feed.GapAt)} nothing that it listed was known. Items may have come and gone between two polls.",
        };

    private static string Next(TroubleKind kind) =>
        kind switch
        {
            TroubleKind.Failing =>
                "It is still polled, at least once a day, and you are told once when it answers again.",
            TroubleKind.Silent =>
                "It is still polled. Look whether the publisher has another feed by now: 'monitor feeds discover' with the address of the site.",
            TroubleKind.Empty => "It is still polled. 'monitor feeds poll' with its name shows what the server sends.",
            TroubleKind.Ended => "Remove it from feeds.yaml, or give it another url: then it is polled again.",
            TroubleKind.Moved => "Write the new url into feeds.yaml, under the same id or name: no item is told twice.",
            _ => "Poll it more often: a shorter every:, or every: auto.",
        };

    private static IEnumerable<string> More(List<FeedHealth> feeds) =>
        feeds.Count > MostNamed ? [$"And {feeds.Count - MostNamed} more: 'monitor feeds list' shows them."] : [];

    private static string Plural(List<FeedHealth> feeds, string one, string many) => feeds.Count == 1 ? one : many;

    private static string Clock(DateTimeOffset? time) =>
        time is { } known
            ? known.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : "an unknown time";

    private static string Shown(TimeSpan? rhythm) =>
        rhythm switch
        {
            null => "now and then",
            { TotalHours: < 2 } minutes => string.Create(
                CultureInfo.InvariantCulture,
                $"{minutes.TotalMinutes:0} minutes"
            ),
            { TotalDays: < 2 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0} hours"),
            { } days => string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0} days"),
        };
}
