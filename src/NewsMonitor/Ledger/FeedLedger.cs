using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>What was seen: the state of each feed, and every item that it listed.</summary>
/// <param name="store">The ledger.</param>
/// <param name="flood">When much of one rule and feed is told together; never when null.</param>
/// <param name="stories">How finely items are gathered.</param>
/// <param name="chance">Spreads the looks at pages that people are pointed to; evenly planned when null.</param>
/// <param name="feedName">The names of feeds; by their ids when null.</param>
internal sealed class FeedLedger(
    LedgerStore store,
    FloodGuard? flood = null,
    StorySettings? stories = null,
    Random? chance = null,
    FeedNaming? feedName = null
)
{
    private readonly PageAlerts _alerts = new(
        new StoryLedger(stories ?? new StorySettings()),
        flood ?? FloodGuard.None,
        chance,
        feedName ?? (static id => id)
    );

    /// <summary>What is known of a feed; of an unknown one, that nothing is.</summary>
    public async Task<FeedState> StateOfAsync(string feed, CancellationToken cancellationToken) =>
        await store.ReadAsync(connection => FeedRows.Find(connection, feed), cancellationToken)
        ?? new FeedState { Feed = feed };

    /// <summary>Every feed that the ledger knows, by name, also those that are no longer configured.</summary>
    public Task<ImmutableArray<FeedState>> AllAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows($"SELECT {FeedRows.StateColumns} FROM feeds ORDER BY name", FeedRows.ReadState),
            cancellationToken
        );

    /// <summary>
    /// Takes the right to poll a feed, on disk before it returns; null while another holder has it. A lease that would run
    /// longer than <paramref name="lease"/> from now was taken under another clock and counts as ended. The next poll is
    /// planned with it, for the case that nothing is ever heard of this one.
    /// </summary>
    public Task<FeedState?> BeginPollAsync(
        string feed,
        DateTimeOffset now,
        TimeSpan lease,
        DateTimeOffset? nextPoll,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                FeedRows.MakeKnown(connection, feed);
                var taken = connection.Execute(
                    """
                    UPDATE feeds SET lease_until = @until, next_poll = COALESCE(@next, next_poll)
                    WHERE name = @feed AND (lease_until IS NULL OR lease_until <= @now OR lease_until > @until)
                    """,
                    ("@feed", feed),
                    ("@now", now.ToStored()),
                    ("@until", (now + lease).ToStored()),
                    ("@next", nextPoll?.ToStored())
                );
                return taken == 0 ? null : FeedRows.Find(connection, feed);
            },
            cancellationToken
        );

    /// <summary>Takes the right to poll a feed, and leaves its plan as it is.</summary>
    public Task<FeedState?> BeginPollAsync(
        string feed,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) => BeginPollAsync(feed, now, lease, nextPoll: null, cancellationToken);

    /// <summary>Plans the next poll, so that a restart finds the plan and does not begin all feeds at once.</summary>
    public Task ScheduleAsync(string feed, DateTimeOffset nextPoll, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                FeedRows.MakeKnown(connection, feed);
                return connection.Execute(
                    "UPDATE feeds SET next_poll = @next WHERE name = @feed",
                    ("@feed", feed),
                    ("@next", nextPoll.ToStored())
                );
            },
            cancellationToken
        );

    /// <summary>Puts off a poll that was begun and asked nobody; nothing else of the feed changes.</summary>
    public Task PostponeAsync(string feed, DateTimeOffset nextPoll, string wait, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE feeds SET next_poll = @next, wait = @wait, lease_until = NULL WHERE name = @feed",
                    ("@feed", feed),
                    ("@next", nextPoll.ToStored()),
                    ("@wait", wait)
                ),
            cancellationToken
        );

    /// <summary>
    /// Those of the items that the feed has not listed before, in their order, each once. An item is known when its
    /// fingerprint under the policy in force is known, whatever the policy was when it was recorded.
    /// </summary>
    public Task<ImmutableArray<Item>> UnseenAsync(
        string feed,
        IdentityPolicy policy,
        ImmutableArray<Item> items,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
            {
                var id = FeedRows.IdOf(connection, feed);
                return items
                    .DistinctBy(item => item.Identity.Key(policy), StringComparer.Ordinal)
                    .Where(item => id is null || !Knows(connection, id.Value, Fingerprint.Of(item.Identity, policy)))
                    .ToImmutableArray();
            },
            cancellationToken
        );

    /// <summary>
    /// Tells the new items of a page from those that were listed before, also when they were edited or have got other keys.
    /// A feed that gives its only item always the same guid is found out here: its policy moves down.
    /// </summary>
    public Task<SeenPage> RecogniseAsync(
        string feed,
        IdentityPolicy policy,
        ImmutableArray<Item> items,
        CancellationToken cancellationToken
    ) => store.ReadAsync(connection => Recognise(connection, feed, policy, items), cancellationToken);

    private static SeenPage Recognise(
        LedgerConnection connection,
        string feed,
        IdentityPolicy policy,
        ImmutableArray<Item> items
    )
    {
        var distinct = items.DistinctBy(item => item.Key, StringComparer.Ordinal);
        if (FeedRows.IdOf(connection, feed) is not { } id)
            return new SeenPage(items, policy, new Recognition([.. distinct], [], []));
        var recognition = Recognition.Of([.. distinct.Select(item => FormerItems.Find(connection, id, item, policy))]);
        var isReused =
            policy == IdentityPolicy.Guid
            && items.Length == 1
            && recognition.Edited is [var edit]
            && FormerItems.TextOf(connection, edit.Before.Row) is { } before
            && Recognition.IsAnother(edit.Item, before);
        return isReused
            ? Recognise(connection, feed, IdentityPolicy.Link, ItemPage.Of(items, IdentityPolicy.Link).Items)
            : new SeenPage(items, policy, recognition);
    }

    /// <summary>What these items said when they were last listed, by their keys of now; those whose texts are not kept are left out.</summary>
    public Task<ImmutableArray<Item>> FormerTextsAsync(
        IEnumerable<ItemChange> changes,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
                changes
                    .Select(change =>
                        FormerItems.TextOf(connection, change.Before.Row) is { } before
                            ? before with
                            {
                                Key = change.Item.Key,
                            }
                            : null
                    )
                    .OfType<Item>()
                    .ToImmutableArray(),
            cancellationToken
        );

    /// <summary>Writes down a poll and all that follows from it, in one transaction.</summary>
    /// <returns>How many alerts became owed.</returns>
    public async Task<int> RecordAsync(PollRecord poll, CancellationToken cancellationToken)
    {
        // Packed before the write, which everything else waits for.
        var texts = (poll.Page?.Unseen ?? [])
            .Concat(poll.Page?.Changed.Select(change => change.Item) ?? [])
            .DistinctBy(item => item.Key, StringComparer.Ordinal)
            .ToDictionary(item => item.Key, ItemText.Write, StringComparer.Ordinal);
        var owed = await store.WriteAsync(connection => Record(connection, poll, texts), cancellationToken);
        CrashPoint.Reached("after-owed");
        return owed;
    }

    private int Record(LedgerConnection connection, PollRecord poll, Dictionary<string, byte[]> texts)
    {
        FeedRows.MakeKnown(connection, poll.Feed);
        var before = FeedRows.WatchOf(connection, poll.Feed);
        var now = poll.Error is null ? before.After(poll.At.ToStored()) : before;
        RecordPoll(connection, poll, now);
        var owed = poll.Page is { } page ? RecordPage(connection, poll, page, texts, before, now) : 0;
        CrashPoint.Reached("before-owed");
        return owed;
    }

    /// <summary>What every poll leaves behind. Validators belong to an address: those of another one are dropped.</summary>
    private static void RecordPoll(LedgerConnection connection, PollRecord poll, Watch now) =>
        connection.Execute(
            """
            UPDATE feeds SET
                etag = CASE WHEN address = @address THEN etag END,
                last_modified = CASE WHEN address = @address THEN last_modified END,
                document_hash = CASE WHEN address = @address THEN document_hash END,
                moved_to = COALESCE(@moved, CASE WHEN address = @address THEN moved_to END),
                address = @address,
                last_poll = @at, next_poll = @next, lease_until = NULL,
                last_success = @success, polled_time = @time,
                failures = CASE WHEN @error IS NULL THEN 0 ELSE failures + 1 END,
                failing_since = CASE WHEN @error IS NOT NULL THEN COALESCE(failing_since, @at) END,
                error = @error, gone = @gone, wait = @wait, held_until = @held
            WHERE id = @id
            """,
            ("@id", now.Feed),
            ("@address", poll.Address),
            ("@moved", poll.MovedTo),
            ("@at", poll.At.ToStored()),
            ("@next", poll.NextPoll.ToStored()),
            ("@success", now.LastSuccess),
            ("@time", now.PolledTime),
            ("@error", poll.Error),
            ("@gone", poll.Gone ? 1 : 0),
            ("@wait", poll.Wait),
            ("@held", poll.HeldUntil?.ToStored())
        );

    private int RecordPage(
        LedgerConnection connection,
        PollRecord poll,
        ListedPage page,
        Dictionary<string, byte[]> texts,
        Watch before,
        Watch now
    )
    {
        connection.Execute(
            """
            UPDATE feeds SET
                etag = @etag, last_modified = @modified, document_hash = @hash, moved_to = @moved,
                policy = CASE WHEN policy > @policy THEN policy ELSE @policy END,
                has_baseline = 1, page = page + 1, page_at = @at,
                last_new_item = CASE WHEN @new > 0 THEN @at ELSE last_new_item END,
                hints = @hints, rhythm = COALESCE(@rhythm, rhythm),
                gap_at = CASE WHEN @gap THEN @at ELSE gap_at END,
                empty_since = CASE WHEN @listed = 0 AND listed_before > 0 THEN COALESCE(empty_since, @at) END,
                listed_before = CASE WHEN @listed > 0 THEN @listed ELSE listed_before END,
                listed = @listed
            WHERE id = @id
            """,
            ("@id", now.Feed),
            ("@at", poll.At.ToStored()),
            ("@etag", page.ETag),
            ("@modified", page.LastModified),
            ("@hash", page.DocumentHash),
            ("@moved", poll.MovedTo),
            ("@policy", (int)page.Policy),
            ("@new", page.Unseen.Length),
            ("@hints", page.Hints),
            ("@rhythm", (long?)page.Rhythm?.TotalMilliseconds),
            ("@gap", page.IsGap ? 1 : 0),
            ("@listed", page.Listed.Length)
        );
        var listing = now with { Page = before.Page + 1 };
        var items = PageRows.Record(connection, listing, page, texts);
        PageRows.LeaveFormer(connection, before);
        return _alerts.Owe(connection, poll, page, items);
    }

    private static bool Knows(LedgerConnection connection, long feed, Fingerprint print) =>
        connection.Number(
            $"SELECT 1 FROM items WHERE feed = @feed AND {print.Column} = @print LIMIT 1",
            ("@feed", feed),
            ("@print", print.Value)
        )
            is not null;
}
