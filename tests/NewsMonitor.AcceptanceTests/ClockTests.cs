using Microsoft.Data.Sqlite;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>The clock of the machine is set while the worker runs: libfaketime shows it another one.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string? Library = Directory
        .EnumerateDirectories(
            "/usr/lib",
            "faketime",
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }
        )
        .Select(folder => Path.Combine(folder, "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_hundred_days_ahead_and_back_forgets_nothing_tells_nothing_twice_and_leaves_no_feed_for_next_year()
    {
        Assert.SkipUnless(Library is not null, "libfaketime is not here");
        await using var world = await World.OpenAsync(feeds: 2, Token);
        await SetAsync(world, "+0");
        await using var worker = Run(world);
        await World.UntilAsync(() => world.Newsroom.EveryFeedIsRead, Patience, worker, Token);
        Publish(world, 1, 20);
        await World.UntilAsync(() => world.Count >= 40, Patience, worker, Token);
        // Half of what was told is listed no more: it is what a sweep forgets first.
        var withdrawn = Enumerable.Range(1, 10).Select(PublishedFeed.GuidOf).ToHashSet(StringComparer.Ordinal);
        foreach (var feed in world.Feeds)
            feed.Withdraw(withdrawn);
        await World.UntilAsync(() => world.Newsroom.EveryFeedIsRead, Patience, worker, Token);

        await SetAsync(world, "+400d");
        // What items say is forgotten by the clock alone: so one sees that a sweep was made under the wrong one.
        await World.UntilAsync(() => Number(world, "SELECT COUNT(*) FROM texts") == 0, Patience, worker, Token);
        Publish(world, 21, 4);
        await World.UntilAsync(() => world.Mail.Count >= 24, Patience, worker, Token);

        await SetAsync(world, "+0");
        Publish(world, 25, 4);
        foreach (var feed in world.Feeds)
            feed.Relist();
        await World.UntilAsync(() => world.Newsroom.EveryFeedIsRead, Patience, worker, Token);
        await world.UntilArrivedAsync(56, Patience, worker, Token);
        await worker.TerminateAsync(Token);
        Assert.True(await worker.ExitAsync(Patience, Token) == 0, worker.Output + worker.Errors);

        var books = new CrashHarness(world).Books(28);
        CrashTests.Tell("K5 clock 400 days ahead and back", books);
        Assert.Equal((0, 0), (books.Lost, books.ExtraCopies));
        Assert.Equal(28, Number(world, "SELECT COUNT(*) FROM items"));
        var latest = DateTimeOffset.FromUnixTimeMilliseconds(Number(world, "SELECT MAX(next_poll) FROM feeds"));
        Assert.True(
            latest < TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1),
            $"a feed is polled at {latest} next"
        );
    }

    /// <summary>While a machine sleeps its clock goes on, and the time that programs measure does not.</summary>
    [Fact]
    public async Task After_eight_hours_of_sleep_each_hourly_feed_is_polled_once_and_nothing_is_missed()
    {
        Assert.SkipUnless(Library is not null, "libfaketime is not here");
        await using var world = await World.OpenAsync(feeds: 3, Token);
        world.WriteFeeds(every: "1h");
        // The hook's own clock does not sleep: it believes no signature of eight hours later.
        world.WriteRule("desk");
        await SetAsync(world, "+0");
        await using var worker = Run(world);
        await World.UntilAsync(
            () => world.Newsroom.Visits.Length >= 3 && Number(world, "SELECT SUM(has_baseline) FROM feeds") == 3,
            Patience,
            worker,
            Token
        );
        Publish(world, 1, 30);
        var before = world.Newsroom.Visits.Length;

        await SetAsync(world, "+8h");
        await world.UntilArrivedAsync(30, Patience, worker, Token);
        await Task.Delay(TimeSpan.FromSeconds(5), Token);
        await worker.TerminateAsync(Token);
        Assert.True(await worker.ExitAsync(Patience, Token) == 0, worker.Output + worker.Errors);

        var visits = world.Newsroom.Visits[before..];
        Assert.Equal(world.Feeds.Select(feed => feed.Name), visits.Select(visit => visit.Feed).Order());
        Assert.Equal(
            Enumerable.Range(1, 30).Select(PublishedFeed.GuidOf),
            world.Arrivals.Select(one => one.Item).Order()
        );
    }

    /// <summary>Starts the worker under the clock of <see cref="SetAsync"/>.</summary>
    private static MonitorProcess Run(World world) =>
        world.Run(
            null,
            "env",
            $"LD_PRELOAD={Library}",
            $"FAKETIME_TIMESTAMP_FILE={ClockOf(world)}",
            "FAKETIME_CACHE_DURATION=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            // With it, timed waits end at once.
            "FAKETIME_FORCE_MONOTONIC_FIX=0",
            "NO_FAKE_STAT=1"
        );

    private static Task SetAsync(World world, string ahead) => File.WriteAllTextAsync(ClockOf(world), ahead, Token);

    private static string ClockOf(World world) => Path.Combine(world.Folder, "clock");

    private static void Publish(World world, int first, int count)
    {
        for (var report = first; report < first + count; report++)
            world.Feeds[report % world.Feeds.Length].Publish(report);
    }

    private static long Number(World world, string query)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(world.DataFolder, "ledger.db")};Pooling=False;Mode=ReadWrite"
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = query;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
