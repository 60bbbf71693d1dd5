using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>What was seen: the state of each feed, and every item that it listed.</summary>
internal sealed class FeedLedger(LedgerStore store, FloodGuard? flood = null, StorySettings? stories = null)
{
    private readonly StoryLedger _stories = new(stories ?? new StorySettings());
    private readonly FloodGuard _flood = flood ?? FloodGuard.None;

    /// <summary>The most that one poll adds to the time a feed counts as watched: a clock that jumps makes no item old.</summary>
    internal static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    private const string StateColumns = """
        name, etag, last_modified, document_hash, policy, has_baseline, next_poll, last_poll, last_success, last_new_item,
        failures, error, moved_to, gone, address, failing_since, hints, rhythm, wait, listed, listed_before, empty_since,
        gap_at, held_until
        """;

    /// <summary>What is known of a feed; of an unknown one, that nothing is.</summary>
    public async Task<FeedState> StateOfAsync(string feed, CancellationToken cancellationToken) =>
        await store.ReadAsync(connection => Find(connection, feed), cancellationToken) ?? new FeedState { Feed = feed };

    /// <summary>Every feed that the ledger knows, by name, also those that are no longer configured.</summary>
    public Task<ImmutableArray<FeedState>> AllAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection => connection.Rows($"SELECT {StateColumns} FROM feeds ORDER BY name", ReadState),
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
                MakeKnown(connection, feed);
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
                return taken == 0 ? null : Find(connection, feed);
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
                MakeKnown(connection, feed);
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
                var id = IdOf(connection, feed);
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
        if (IdOf(connection, feed) is not { } id)
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
        MakeKnown(connection, poll.Feed);
        var before = WatchOf(connection, poll.Feed);
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
        var items = RecordItems(connection, listing, page, texts);
        LeaveFormerPage(connection, before);
        var owed = page.Alerts.Count(alert => Owe(connection, poll, alert, items));
        foreach (var found in page.News?.Found ?? [])
            owed += OweNews(connection, poll, page.News!, found, items);
        foreach (var edited in page.Edits?.Found ?? [])
            owed += OweTurns(
                connection,
                poll,
                page.Edits!,
                _stories.Edit(connection, edited, page.Edits!.Source, page.Edits.Rules, poll.At),
                items
            );
        return owed;
    }

    /// <summary>Tells an item to the stories, and owes what comes of it; how many alerts.</summary>
    private int OweNews(
        LedgerConnection connection,
        PollRecord poll,
        PageNews news,
        FoundItem found,
        Dictionary<string, long> items
    )
    {
        var owed = news
            .Rules.DecideAlone(found, news.Source, poll.At)
            .Count(alert => Owe(connection, poll, alert, items));
        var turns = _stories.Tell(connection, found, news.Source, news.Rules, poll.At);
        return owed + OweTurns(connection, poll, news, turns, items);
    }

    private int OweTurns(
        LedgerConnection connection,
        PollRecord poll,
        PageNews news,
        ImmutableArray<StoryTurn> turns,
        Dictionary<string, long> items
    ) =>
        turns.Sum(turn =>
            turn.Alerts.Count(alert => Owe(connection, poll, news.Rules.WithMode(alert), items, turn.NotBefore))
        );

    /// <summary>True when an alert more is owed.</summary>
    private bool Owe(
        LedgerConnection connection,
        PollRecord poll,
        Alert alert,
        Dictionary<string, long> items,
        DateTimeOffset? notBefore = null
    )
    {
        var item = items.TryGetValue(alert.Item.Key, out var row) ? row : (long?)null;
        return !OwedRows.TryCombine(connection, alert)
            && OwedRows.Add(connection, new OwedRow(alert, poll.At, item, poll.Feed, notBefore), _flood);
    }

    /// <summary>Remembers every item of the page; the rows they have, by key.</summary>
    private static Dictionary<string, long> RecordItems(
        LedgerConnection connection,
        Watch listing,
        ListedPage page,
        Dictionary<string, byte[]> texts
    )
    {
        foreach (var change in page.Changed)
            FormerItems.Change(connection, change, texts[change.Item.Key]);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var item in page.Listed)
            rows[item.Key] =
                Refresh(connection, listing, item, page.Policy)
                ?? Remember(connection, listing, item, texts.GetValueOrDefault(item.Key) ?? ItemText.Write(item));
        return rows;
    }

    /// <summary>
    /// While polls said "not modified", the former page stayed listed without a write to its items: those that the new page
    /// lists no more were last listed at the last of these polls.
    /// </summary>
    private static void LeaveFormerPage(LedgerConnection connection, Watch before)
    {
        if (before.LastSuccess > before.PageAt)
            connection.Execute(
                "UPDATE items SET last_listed = @at, polled_time = @time WHERE feed = @feed AND page = @page",
                ("@feed", before.Feed),
                ("@page", before.Page),
                ("@at", before.LastSuccess),
                ("@time", before.PolledTime)
            );
    }

    /// <summary>A known item is listed again; null when it is not known.</summary>
    private static long? Refresh(LedgerConnection connection, Watch listing, Item item, IdentityPolicy policy)
    {
        var print = Fingerprint.Of(item.Identity, policy);
        return connection.Number(
            $"""
            UPDATE items SET last_listed = @at, page = @page, polled_time = @time
            WHERE feed = @feed AND {print.Column} = @print RETURNING id
            """,
            ("@feed", listing.Feed),
            ("@print", print.Value),
            ("@at", listing.LastSuccess),
            ("@page", listing.Page),
            ("@time", listing.PolledTime)
        );
    }

    private static long Remember(LedgerConnection connection, Watch listing, Item item, byte[] text)
    {
        var row = connection
            .Number(
                """
                INSERT INTO items (feed, guid, link, content, first_seen, last_listed, page, polled_time)
                VALUES (@feed, @guid, @link, @content, @at, @at, @page, @time) RETURNING id
                """,
                ("@feed", listing.Feed),
                ("@guid", item.Identity.Guid),
                ("@link", item.Identity.Link),
                ("@content", item.Identity.Content),
                ("@at", listing.LastSuccess),
                ("@page", listing.Page),
                ("@time", listing.PolledTime)
            )!
            .Value;
        connection.Execute(
            "INSERT INTO texts (item, seen_at, payload) VALUES (@item, @at, @text)",
            ("@item", row),
            ("@at", listing.LastSuccess),
            ("@text", text)
        );
        return row;
    }

    private static bool Knows(LedgerConnection connection, long feed, Fingerprint print) =>
        connection.Number(
            $"SELECT 1 FROM items WHERE feed = @feed AND {print.Column} = @print LIMIT 1",
            ("@feed", feed),
            ("@print", print.Value)
        )
            is not null;

    private static void MakeKnown(LedgerConnection connection, string feed) =>
        connection.Execute("INSERT INTO feeds (name) VALUES (@feed) ON CONFLICT (name) DO NOTHING", ("@feed", feed));

    private static long? IdOf(LedgerConnection connection, string feed) =>
        connection.Number("SELECT id FROM feeds WHERE name = @feed", ("@feed", feed));

    private static FeedState? Find(LedgerConnection connection, string feed) =>
        connection
            .Rows($"SELECT {StateColumns} FROM feeds WHERE name = @feed", ReadState, ("@feed", feed))
            .SingleOrDefault();

    private static FeedState ReadState(SqliteDataReader row) =>
        new()
        {
            Feed = row.GetString(0),
            ETag = row.TextAt(1),
            LastModified = row.TextAt(2),
            DocumentHash = row.TextAt(3),
            Policy = (IdentityPolicy)row.GetInt32(4),
            HasBaseline = row.GetInt32(5) != 0,
            NextPoll = row.TimeAt(6),
            LastPoll = row.TimeAt(7),
            LastSuccess = row.TimeAt(8),
            LastNewItem = row.TimeAt(9),
            Failures = row.GetInt32(10),
            Error = row.TextAt(11),
            MovedTo = row.TextAt(12),
            Gone = row.GetInt32(13) != 0,
            Address = row.TextAt(14),
            FailingSince = row.TimeAt(15),
            Hints = row.TextAt(16),
            Rhythm = row.IsDBNull(17) ? null : TimeSpan.FromMilliseconds(row.GetInt64(17)),
            Wait = row.TextAt(18),
            Listed = row.IsDBNull(19) ? null : row.GetInt32(19),
            ListedBefore = row.IsDBNull(20) ? null : row.GetInt32(20),
            EmptySince = row.TimeAt(21),
            GapAt = row.TimeAt(22),
            HeldUntil = row.TimeAt(23),
        };

    private static Watch WatchOf(LedgerConnection connection, string feed) =>
        connection.Rows(
            "SELECT id, page, page_at, last_success, polled_time FROM feeds WHERE name = @feed",
            row => new Watch(
                row.GetInt64(0),
                row.GetInt64(1),
                row.IsDBNull(2) ? null : row.GetInt64(2),
                row.IsDBNull(3) ? null : row.GetInt64(3),
                row.GetInt64(4)
            ),
            ("@feed", feed)
        )[0];

    /// <summary>How far a feed has been followed.</summary>
    /// <param name="Feed">Its row.</param>
    /// <param name="Page">The number of the last page recorded.</param>
    /// <param name="PageAt">When that was.</param>
    /// <param name="LastSuccess">When it last answered.</param>
    /// <param name="PolledTime">How long it has been watched, in ms.</param>
    private sealed record Watch(long Feed, long Page, long? PageAt, long? LastSuccess, long PolledTime)
    {
        public Watch After(long success) =>
            this with
            {
                LastSuccess = success,
                PolledTime = PolledTime + Step(success),
            };

        private long Step(long success) =>
            Math.Clamp(success - (LastSuccess ?? success), 0, LongestStep.Ticks / TimeSpan.TicksPerMillisecond);
    }
}
