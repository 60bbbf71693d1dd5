using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Ledger;

namespace NewsMonitor.Scheduling;

/// <summary>One visit to one feed, from the request to the alerts owed. Puts the parts in order; each decides for itself.</summary>
internal sealed class Poller(
    FeedFetcher fetcher,
    FeedParser parser,
    EditionInForce inForce,
    ArticleRound articles,
    FeedLedger ledger,
    DeliverySignal owed,
    FetchSettings limits,
    TimeProvider time,
    Random chance,
    ILogger<Poller> log
)
{
    /// <summary>
    /// How long a document that has come may still take to be written down once the program is told to stop. Deliveries end
    /// after it, and have eight seconds of the ten that there are.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Polls the feed and writes down what came of it. At a stop nobody is asked any more, and what has come is seen through:
    /// a worker that is restarted over and over gets somewhere in every life.
    /// </summary>
    /// <returns>When to poll it next; null when its publisher has ended it.</returns>
    public async Task<DateTimeOffset?> PollAsync(Feed feed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ledger.BeginPollAsync(feed.Id, now, Lease, AfterCrash(feed, now), cancellationToken) is not { } state)
            return now + Lease;

        var validators = ValidatorsFor(feed, state);
        var result = await fetcher.FetchAsync(feed, validators, cancellationToken);
        if (result is HeldBack held)
            return await PostponeAsync(feed, held, cancellationToken);
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var _ = cancellationToken.Register(() => grace.CancelAfter(Grace));
        var poll = result switch
        {
            NotModified same => Unchanged(feed, state, now, same.MovedTo, same.FreshFor),
            FetchFailed failed => Failure(feed, state, now, failed),
            Fetched fetched when IsSame(fetched, state) => Unchanged(
                feed,
                state,
                now,
                fetched.MovedTo,
                fetched.FreshFor
            ),
            Fetched fetched => await ReadAsync(feed, state, now, fetched, grace.Token),
            var other => throw new InvalidOperationException($"a fetch cannot end as {other}"),
        };

        var alerts = await ledger.RecordAsync(poll, grace.Token);
        Tell(feed, state, poll, alerts);
        return poll.Gone ? null : poll.NextPoll;
    }

    /// <summary>Longer than the longest visit: another node may poll the feed only once this one must be dead.</summary>
    private TimeSpan Lease => (2 * limits.Timeout) + TimeSpan.FromMinutes(1);

    /// <summary>
    /// The poll after this one if this one leaves nothing behind: a worker that is started over and over asks nobody over and
    /// over. A feed that comes less than hourly is not left alone for so long because of it.
    /// </summary>
    private DateTimeOffset AfterCrash(Feed feed, DateTimeOffset now)
    {
        var planned = PollPlan.Next(feed.Schedule, now, failures: 0, retryAfter: null, chance.NextDouble());
        var latest = now + TimeSpan.FromHours(1);
        return planned < latest ? planned : latest;
    }

    /// <summary>The feed was not asked, so nothing is known but when it will be. Feeds of one host do not all come at that moment.</summary>
    private async Task<DateTimeOffset> PostponeAsync(Feed feed, HeldBack held, CancellationToken cancellationToken)
    {
        var planned = PollPlan.PutOff(feed.Schedule, held.Until, chance.NextDouble());
        await ledger.PostponeAsync(feed.Id, planned, held.Reason, cancellationToken);
        log.HeldBack(feed.Id, held.Reason, planned);
        return planned;
    }

    /// <summary>What one address called its document says nothing about the document of another.</summary>
    private static Validators ValidatorsFor(Feed feed, FeedState state) =>
        state.Address == feed.Address.AbsoluteUri ? new(state.ETag, state.LastModified) : Validators.None;

    private async Task<PollRecord> ReadAsync(
        Feed feed,
        FeedState state,
        DateTimeOffset now,
        Fetched fetched,
        CancellationToken cancellationToken
    )
    {
        CrashPoint.Reached("fetched");
        var result = parser.Parse(fetched.Document, feed.Id, state.Policy, cancellationToken);
        if (result is not Parsed page)
            return Failure(feed, state, now, new FetchFailed(((Unreadable)result).Reason));

        foreach (var warning in page.Warnings)
            log.ReadWithWarning(feed.Id, warning);
        CrashPoint.Reached("parsed");

        var seen = await ledger.RecogniseAsync(feed.Id, page.Policy, page.Items, cancellationToken);
        // Taken once: rules and feeds of one poll are of one edition, though another may come into force meanwhile.
        var edition = inForce.Current;
        var (unseen, edited, rekeyed) = InTheirLanguages(seen.Recognition, edition.Languages);
        unseen = await articles.ReadAsync(feed, edition, unseen, News(feed, state, unseen, now), cancellationToken);
        edited = await WithFormerArticlesAsync(feed, edited, cancellationToken);
        if (!rekeyed.IsEmpty)
            log.Rekeyed(feed.Id, rekeyed.Length);
        if (seen.Policy > state.Policy)
            log.PolicyMoved(feed.Id, seen.Policy);
        var hints = PollHints.Read(fetched.Document.Bytes);
        var rhythm = RhythmAfter(page, unseen, state, now);
        var isGap = IsGap(page, unseen, state);
        var outcome = new PollOutcome(now)
        {
            FreshFor = fetched.FreshFor,
            Hints = hints,
            Rhythm = rhythm,
            LastNewItem = unseen.IsEmpty ? state.LastNewItem : now,
            IsGap = isGap,
        };
        return Record(feed, state, outcome, fetched.MovedTo) with
        {
            Page = new ListedPage
            {
                ETag = fetched.Validators.ETag,
                LastModified = fetched.Validators.LastModified,
                DocumentHash = HashOf(fetched.Document),
                Policy = seen.Policy,
                Hints = hints.ToText(),
                Rhythm = rhythm,
                IsGap = isGap,
                Listed = seen.Items,
                Unseen = unseen,
                Changed = [.. edited, .. rekeyed],
                Alerts = [.. await UpdatesAsync(feed, edition, edited, now, cancellationToken)],
                News = NewsOf(edition, edition.OriginOf(feed), News(feed, state, unseen, now)),
                Edits = NewsOf(edition, edition.OriginOf(feed), edited.Select(change => change.Item)),
            },
        };
    }

    /// <summary>An article is fetched once: an edit of what the feed says takes nothing away from it.</summary>
    private async Task<ImmutableArray<ItemChange>> WithFormerArticlesAsync(
        Feed feed,
        ImmutableArray<ItemChange> edited,
        CancellationToken cancellationToken
    )
    {
        if (feed.Article == ArticleChoice.None || edited.IsEmpty)
            return edited;
        var former = (await ledger.FormerTextsAsync(edited, cancellationToken)).ToDictionary(
            item => item.Key,
            StringComparer.Ordinal
        );
        return
        [
            .. edited.Select(change =>
                former.TryGetValue(change.Item.Key, out var before)
                    ? change with
                    {
                        Item = change.Item with { Article = before.Article, ArticleRemark = before.ArticleRemark },
                    }
                    : change
            ),
        ];
    }

    private static Recognition InTheirLanguages(Recognition recognition, SpokenLanguages languages) =>
        recognition with
        {
            Unseen = languages.Tell(recognition.Unseen),
            Edited = [.. recognition.Edited.Select(change => change with { Item = languages.Tell(change.Item) })],
        };

    /// <summary>
    /// The alerts of items that say only now what a rule asks for. What matched before the edit was told, or was learned on a
    /// first poll; where nobody knows any more what an item said, an edit is no news.
    /// </summary>
    private async Task<IEnumerable<Alert>> UpdatesAsync(
        Feed feed,
        Edition edition,
        ImmutableArray<ItemChange> edited,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var alerts = edition.Desk.Decide(edited.Select(change => change.Item), edition.OriginOf(feed), now);
        if (alerts.IsEmpty)
            return [];
        var matching = alerts.Select(alert => alert.Item.Key).ToHashSet(StringComparer.Ordinal);
        var former = await ledger.FormerTextsAsync(
            edited.Where(change => matching.Contains(change.Item.Key)),
            cancellationToken
        );
        var told = edition
            .Desk.Decide(former, edition.OriginOf(feed), now)
            .Select(alert => alert.DeliveryId)
            .ToHashSet();
        var remembered = former.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        return alerts
            .Where(alert => remembered.Contains(alert.Item.Key) && !told.Contains(alert.DeliveryId))
            .Select(alert => alert with { Reason = AlertReason.Updated });
    }

    /// <summary>The items that may alert: all that are unseen, except on a first poll that only learns.</summary>
    private static IEnumerable<Item> News(Feed feed, FeedState state, ImmutableArray<Item> unseen, DateTimeOffset now)
    {
        if (state.HasBaseline || feed.FirstPoll == FirstPoll.Alert)
            return unseen;
        return feed.Backfill is { } window ? unseen.Where(item => item.Published >= now - window) : [];
    }

    /// <summary>In the order in which it was published, as stories are told; feeds list the newest first.</summary>
    private static PageNews NewsOf(Edition edition, FeedOrigin feed, IEnumerable<Item> items)
    {
        var inOrder = items.Reverse().OrderBy(item => item.Published ?? DateTimeOffset.MaxValue);
        return new(edition.Desk.Find(inOrder, feed), feed.Name, edition.Desk);
    }

    private PollRecord Unchanged(
        Feed feed,
        FeedState state,
        DateTimeOffset now,
        Uri? movedTo = null,
        TimeSpan? freshFor = null
    ) =>
        Record(
            feed,
            state,
            new PollOutcome(now)
            {
                FreshFor = freshFor,
                Hints = PollHints.FromText(state.Hints),
                Rhythm = state.Rhythm,
                LastNewItem = state.LastNewItem,
            },
            movedTo
        );

    private PollRecord Failure(Feed feed, FeedState state, DateTimeOffset now, FetchFailed failed) =>
        Record(
            feed,
            state,
            new PollOutcome(now)
            {
                Failures = state.Failures + 1,
                RetryAfter = failed.RetryAfter,
                Rhythm = state.Rhythm,
                LastNewItem = state.LastNewItem,
            }
        ) with
        {
            Error = failed.Reason,
            Gone = failed.Gone,
            HeldUntil = failed.HeldUntil,
        };

    private PollRecord Record(Feed feed, FeedState state, PollOutcome outcome, Uri? movedTo = null)
    {
        var plan = PollPlan.After(feed.Schedule, outcome, limits.Heed, chance.NextDouble());
        return new()
        {
            Feed = feed.Id,
            Address = feed.Address.AbsoluteUri,
            At = outcome.Now,
            NextPoll = plan.At,
            Wait = plan.Reason,
            MovedTo = movedTo?.AbsoluteUri ?? state.MovedTo,
        };
    }

    private static TimeSpan? RhythmAfter(
        Parsed page,
        ImmutableArray<Item> unseen,
        FeedState state,
        DateTimeOffset now
    ) => Rhythm.After(page.Items, state.HasBaseline ? unseen.Length : 0, state.LastNewItem, state.Rhythm, now);

    /// <summary>Nothing on the page was known, and there was something to know: others may have come and gone unseen.</summary>
    private static bool IsGap(Parsed page, ImmutableArray<Item> unseen, FeedState state) =>
        state is { HasBaseline: true, ListedBefore: > 0 } && unseen.Length > 0 && unseen.Length == page.Items.Length;

    /// <summary>Some servers change the ETag of a document that is the same to the byte.</summary>
    private static bool IsSame(Fetched fetched, FeedState state) =>
        state.DocumentHash is not null && state.DocumentHash == HashOf(fetched.Document);

    private static string HashOf(FeedDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(document.Bytes.Span));

    private void Tell(Feed feed, FeedState before, PollRecord poll, int alerts)
    {
        if (alerts > 0)
            owed.Raise();

        if (poll.Gone)
            log.Gone(feed.Id, feed.Display);
        else if (poll.Error is not null && before.Error is null)
            log.Failed(feed.Id, poll.Error, poll.NextPoll);
        else if (poll.Error is not null)
            log.FailedAgain(feed.Id, before.Failures + 1, poll.Error, poll.NextPoll);
        else if (before.Error is not null)
            log.Recovered(feed.Id, before.Failures);

        if (poll.Page is { IsGap: true })
            log.Gap(feed.Id);
        if (poll.MovedTo is not null && poll.MovedTo != before.MovedTo)
            log.Moved(feed.Id);
        if (poll.Page is { } page && !before.HasBaseline)
            log.Learned(feed.Id, page.Listed.Length, alerts);
        else if (poll.Page is { Unseen.Length: > 0 } news)
            log.Found(feed.Id, news.Unseen.Length, alerts);
    }
}
