using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace NewsMonitor.AcceptanceTests;

/// <summary>Kills the worker again and again while items are published, restarts it at once, and keeps the books.</summary>
internal sealed class CrashHarness(World world)
{
    private const int KillsBetweenChecks = 10;

    /// <summary>A life that delivers nothing for so long is killed nevertheless: all may have arrived before it.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);
    private readonly List<string> _integrity = [];
    private readonly List<TimeSpan> _recoveries = [];
    private readonly Stopwatch _took = Stopwatch.StartNew();
    private int _kills;
    private double _maxMiB;

    /// <summary>The books of the receivers: unless told otherwise, a message tells one report.</summary>
    public Func<ImmutableArray<Arrival>> Arrivals { get; init; } = () => world.Arrivals;

    /// <summary>One life that ends at the k-th pass of a named point; fails when the worker never comes by.</summary>
    public async Task KillAtAsync(
        string point,
        int pass,
        CancellationToken cancellationToken,
        Action? everySecond = null
    )
    {
        await using var worker = world.Run($"{point}:{pass}");
        while (!worker.HasExited && worker.Age < LongestLife)
        {
            await FollowAsync(
                worker,
                everySecond is null ? LongestLife : worker.Age + TimeSpan.FromSeconds(1),
                cancellationToken
            );
            everySecond?.Invoke();
        }
        if (!worker.HasExited)
            throw new TimeoutException($"never came to {point}:{pass}. It said:\n{worker.Output}\n{worker.Errors}");
        if (await worker.ExitAsync(LongestLife, cancellationToken) is not KilledBySignal)
            throw new InvalidOperationException(
                $"before {point}:{pass} it {await worker.ObituaryAsync(LongestLife, cancellationToken)}"
            );
        await CountAsync(cancellationToken);
    }

    /// <summary>
    /// Makes what every receiver has old enough to be forgotten: no feed lists it any more, a life sees that, and the ledger
    /// is made to believe that it was years ago.
    /// </summary>
    public async Task AgeAsync(CancellationToken cancellationToken)
    {
        await using (var worker = world.Run())
        {
            for (var feeds = world.Feeds; !feeds.IsEmpty && worker.Age < LongestLife; )
            {
                var told = ToldEverywhere();
                feeds = [.. feeds.Where(feed => !feed.Withdraw(told))];
                await Task.Delay(100, cancellationToken);
            }
            await World.UntilAsync(
                () => world.Feeds.All(feed => feed.IsWithdrawn(world.RecordedTags(feed))),
                LongestLife,
                worker,
                cancellationToken
            );
            await worker.TerminateAsync(cancellationToken);
            await worker.ExitAsync(LongestLife, cancellationToken);
        }
        await using var connection = Ledger();
        await connection.OpenAsync(cancellationToken);
        await using var age = connection.CreateCommand();
        age.CommandText = """
            UPDATE items SET last_listed = 0, polled_time = polled_time - 1000000000000
            WHERE page < (SELECT page FROM feeds WHERE feeds.id = items.feed);
            UPDATE texts SET seen_at = 0
            WHERE item IN (SELECT items.id FROM items WHERE last_listed = 0);
            UPDATE alerts SET owed_since = 0, settled_at = 0
            WHERE settled_at IS NOT NULL AND item IN (SELECT items.id FROM items WHERE last_listed = 0);
            """;
        if (await age.ExecuteNonQueryAsync(cancellationToken) == 0)
            throw new InvalidOperationException("nothing is old enough to be forgotten");
    }

    private HashSet<string> ToldEverywhere() =>
        [
            .. world
                .Arrivals.DistinctBy(one => (one.Channel, one.Item))
                .GroupBy(one => one.Item)
                .Where(item => item.Count() == CrashReport.Channels.Length)
                .Select(item => item.Key),
        ];

    /// <summary>One life that is ended from outside after a while.</summary>
    /// <param name="age">How long it lasts.</param>
    /// <param name="fromFirstDelivery">True: from its first delivery on, for which it has <see cref="LongestStart"/>.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task KillAfterAsync(TimeSpan age, bool fromFirstDelivery, CancellationToken cancellationToken)
    {
        await using var worker = world.Run();
        var before = world.Count;
        while (fromFirstDelivery && world.Count == before && worker.Age < LongestStart && !worker.HasExited)
            await Task.Delay(5, cancellationToken);
        if (fromFirstDelivery && world.Count > before)
            _recoveries.Add(worker.Age);
        await FollowAsync(worker, fromFirstDelivery ? worker.Age + age : age, cancellationToken);
        if (worker.HasExited)
            throw new InvalidOperationException(await worker.ObituaryAsync(LongestLife, cancellationToken));
        await worker.KillAsync(cancellationToken);
        await CountAsync(cancellationToken);
    }

    /// <summary>A last life in peace, until everything has arrived or nothing more comes for so long; then the books.</summary>
    public async Task<CrashReport> SettleAsync(
        int reports,
        TimeSpan longestSilence,
        CancellationToken cancellationToken
    )
    {
        var wanted = reports * CrashReport.Channels.Length;
        await SettleAsync(() => wanted - DistinctArrivals(), longestSilence, cancellationToken);
        return Report(reports);
    }

    /// <summary>A last life in peace, until nothing is missing any more or nothing more comes for so long.</summary>
    /// <param name="missing">How many are missing.</param>
    /// <param name="longestSilence">How long none may come.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task SettleAsync(Func<int> missing, TimeSpan longestSilence, CancellationToken cancellationToken)
    {
        await using var worker = world.Run();
        var silence = Stopwatch.StartNew();
        for (int now = missing(), before; now > 0 && silence.Elapsed < longestSilence; )
        {
            await FollowAsync(worker, worker.Age + TimeSpan.FromMilliseconds(200), cancellationToken);
            (before, now) = (now, missing());
            if (now < before)
                silence.Restart();
        }
        await worker.TerminateAsync(cancellationToken);
        await worker.ExitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        CheckIntegrity();
    }

    /// <summary>128 + SIGKILL.</summary>
    private const int KilledBySignal = 137;

    private int DistinctArrivals() => Arrivals().DistinctBy(arrival => (arrival.Channel, arrival.Item)).Count();

    private CrashReport Report(int reports)
    {
        var arrivals = Arrivals();
        ImmutableArray<string> items = [.. Enumerable.Range(1, reports).Select(PublishedFeed.GuidOf)];
        return new()
        {
            Arrivals = arrivals,
            Items = items,
            Unread = [.. items.Except(world.Read).Except(arrivals.Select(one => one.Item))],
            Kills = _kills,
            Integrity = [.. _integrity],
            MaxMiB = _maxMiB,
            Recoveries = [.. _recoveries],
            Took = _took.Elapsed,
        };
    }

    /// <summary>Watches a life until it ends or has lasted so long.</summary>
    private async Task FollowAsync(MonitorProcess worker, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = world.Count;
        var hasDelivered = worker.Age > TimeSpan.FromSeconds(1);
        while (!worker.HasExited && worker.Age < age)
        {
            if (!hasDelivered && world.Count > before)
            {
                hasDelivered = true;
                _recoveries.Add(worker.Age);
            }
            _maxMiB = Math.Max(_maxMiB, worker.PeakMiB());
            await Task.Delay(5, cancellationToken);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        _kills++;
        if (_kills % KillsBetweenChecks == 0)
            await Task.Run(CheckIntegrity, cancellationToken);
    }

    /// <summary>The books as they stand.</summary>
    public CrashReport Books(int reports)
    {
        CheckIntegrity();
        return Report(reports);
    }

    private string LedgerFile => Path.Combine(world.DataFolder, "ledger.db");

    private SqliteConnection Ledger() => new($"Data Source={LedgerFile};Pooling=False;Mode=ReadWrite");

    private void CheckIntegrity()
    {
        // A worker that was killed while it made its first ledger has left none.
        if (!File.Exists(LedgerFile))
            return;
        using var connection = Ledger();
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        _integrity.Add((string)check.ExecuteScalar()!);
    }
}
