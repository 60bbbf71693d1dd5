using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Feeds;

namespace NewsMonitor.Demo.Manners;

/// <summary>Holds what a publisher saw against what is asked of feed readers.</summary>
/// <param name="requests">Every request, in order.</param>
/// <param name="every">How often the feeds were to be polled.</param>
/// <param name="heed">How far what documents and cache headers ask for is heeded.</param>
/// <param name="early">Feeds that a restart would have polled before their time.</param>
internal sealed class MannersJudge(
    ImmutableArray<Request> requests,
    TimeSpan every,
    TimeSpan heed,
    ImmutableArray<string> early
)
{
    private static readonly string[] Wanted =
    [
        StrictPublisher.Plain,
        StrictPublisher.Fresh,
        StrictPublisher.Limited,
        StrictPublisher.Busy,
        StrictPublisher.Ended,
        StrictPublisher.Moved,
        StrictPublisher.Missing,
        StrictPublisher.Quiet,
    ];

    /// <summary>Every behaviour on the list.</summary>
    public IEnumerable<Behaviour> Judge() =>
        [
            ConditionalAfterTheFirst(),
            EchoesTag(),
            EchoesDate(),
            TakesNewValidators(),
            KeepsToItsInterval(),
            HeedsCacheControl(),
            HeedsTtl(),
            Waits(
                "429 Too Many Requests: waits as long as Retry-After asks",
                StrictPublisher.Limited,
                StrictPublisher.LimitedFor
            ),
            Waits(
                "503 Service Unavailable: waits as long as Retry-After asks",
                StrictPublisher.Busy,
                StrictPublisher.BusyFor
            ),
            StopsAfterGone(),
            FollowsMove(),
            BacksOff(),
            NeverGivesUp(),
            SurvivesRestart(),
            Never("sends back no cookie", request => request.Header("Cookie")),
            Never("sends no Referer", request => request.Header("Referer")),
            Never(
                "adds nothing to the address, no query and no fragment",
                request => request.Query.Length > 0 ? request.Query : null
            ),
            Always("says who asks, and where a publisher can ask back", request => request.Header("User-Agent"), " (+"),
            Always("takes compressed answers", request => request.Header("Accept-Encoding"), "gzip"),
            Always("says which formats it reads", request => request.Header("Accept"), "application/rss+xml"),
            AsksForNothingElse(),
        ];

    private Behaviour ConditionalAfterTheFirst()
    {
        var whole = To(StrictPublisher.Plain).Where(request => !request.IsConditional).ToList();
        // The moved feed leads to the same document and has its own first request.
        return new(
            "asks for the whole document once, and only for changes ever after",
            whole.Count <= 2,
            $"{whole.Count} unconditional of {To(StrictPublisher.Plain).Count} requests, for two feeds"
        );
    }

    private Behaviour EchoesTag() =>
        Echo(
            "sends the ETag back as it came, quotes or none",
            request => request.Header("If-None-Match"),
            [StrictPublisher.OddTag, $"{StrictPublisher.OddTag}-2"]
        );

    private Behaviour EchoesDate() =>
        Echo(
            "sends Last-Modified back as it came",
            request => request.Header("If-Modified-Since"),
            [StrictPublisher.OddDate]
        );

    private Behaviour Echo(string asked, Func<Request, string?> header, string[] sent)
    {
        var values = To(StrictPublisher.Plain).Select(header).OfType<string>().Distinct().ToList();
        return new(asked, values.Count > 0 && values.TrueForAll(sent.Contains), string.Join(", ", values));
    }

    private Behaviour TakesNewValidators()
    {
        var changed = To(StrictPublisher.Plain)
            .SkipWhile(request => request.Header("If-None-Match") != $"{StrictPublisher.OddTag}-2")
            .ToList();
        var holds = changed.Count > 0 && !changed.Exists(request => request.Status == 200);
        return new(
            "takes the new validators of a changed document at once",
            holds,
            $"{changed.Count} requests with the new ones, none of them answered in full"
        );
    }

    private Behaviour KeepsToItsInterval()
    {
        var shortest = Gaps(StrictPublisher.Quiet).Concat(Gaps(StrictPublisher.Fresh)).Min();
        return new(
            $"never comes sooner than every {Shown(every)}",
            shortest >= every,
            $"the shortest pause was {Shown(shortest)}"
        );
    }

    private Behaviour HeedsCacheControl() =>
        Heeds(
            "waits while Cache-Control: max-age says that nothing changes",
            StrictPublisher.Fresh,
            StrictPublisher.FreshFor
        );

    private Behaviour HeedsTtl() =>
        Heeds("waits as long as the ttl of the document", StrictPublisher.Quiet, StrictPublisher.Ttl);

    private Behaviour Heeds(string asked, string path, TimeSpan wish)
    {
        var shortest = Gaps(path).Min();
        var seen = $"asked {Shown(wish)}, the shortest pause was {Shown(shortest)}";
        return new(asked, shortest >= wish, heed < wish ? $"{seen}; heed: is {Shown(heed)}" : seen);
    }

    private Behaviour Waits(string asked, string path, TimeSpan wish)
    {
        var visits = To(path);
        var refused = visits.FindIndex(request => request.Status is 429 or 503);
        var pause =
            refused >= 0 && refused + 1 < visits.Count ? visits[refused + 1].At - visits[refused].At : TimeSpan.Zero;
        return new(asked, pause >= wish, $"asked {Shown(wish)}, paused {Shown(pause)}");
    }

    private Behaviour StopsAfterGone()
    {
        var gone = To(StrictPublisher.Ended).Count(request => request.Status == 410);
        return new("410 Gone: does not come again", gone == 1, $"{gone} request after the end");
    }

    private Behaviour FollowsMove()
    {
        var moved = To(StrictPublisher.Moved).Count;
        var arrived = To(StrictPublisher.Plain).Count;
        return new(
            "301 Moved Permanently: follows it, and tells the operator to write the new address down",
            moved > 0 && arrived > moved,
            $"{moved} times followed"
        );
    }

    private Behaviour BacksOff()
    {
        var gaps = Gaps(StrictPublisher.Missing).Take(3).ToList();
        return new(
            "comes less and less often while it only gets errors",
            gaps is [var first, var second, var third] && first < second && second < third,
            string.Join(", ", gaps.Select(Shown))
        );
    }

    private Behaviour NeverGivesUp()
    {
        var longest = Gaps(StrictPublisher.Missing).Max();
        return new(
            "and still comes at least once a day",
            longest <= PollPlan.LongestBackOff,
            $"the longest pause in a week was {Shown(longest)}"
        );
    }

    private Behaviour SurvivesRestart() =>
        new(
            "a restart asks for nothing before its time",
            early.IsEmpty,
            early.IsEmpty ? "none of the feeds" : string.Join(", ", early)
        );

    private Behaviour Never(string asked, Func<Request, string?> found)
    {
        var breaches = requests.Select(found).OfType<string>().ToList();
        return new(
            asked,
            breaches.Count == 0,
            breaches.Count == 0 ? $"in none of {requests.Length} requests" : breaches[0]
        );
    }

    private Behaviour Always(string asked, Func<Request, string?> header, string part) =>
        new(
            asked,
            requests.All(request => header(request)?.Contains(part, StringComparison.Ordinal) == true),
            header(requests[0]) ?? "nothing"
        );

    private Behaviour AsksForNothingElse()
    {
        var others = requests.Select(request => request.Path).Except(Wanted).ToList();
        return new(
            "fetches no image, article, hub or other address that a document names",
            others.Count == 0,
            others.Count == 0 ? "only the feeds" : string.Join(", ", others)
        );
    }

    private List<Request> To(string path) => [.. requests.Where(request => request.Path == path)];

    private IEnumerable<TimeSpan> Gaps(string path)
    {
        var visits = To(path);
        return visits.Zip(visits.Skip(1), (first, second) => second.At - first.At);
    }

    private static string Shown(TimeSpan time) =>
        time.TotalMinutes < 120
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h");
}
