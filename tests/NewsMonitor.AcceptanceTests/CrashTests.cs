using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>SIGKILL between any two steps, and at random: nothing is lost, and ids stay the same.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(60);

    /// <summary>No delivery for so long, while some are owed and the receivers answer, is a delivery lost.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>
    /// In the order in which an alert passes them, then those of the house. Each with how many of its passes are tried: what
    /// comes once in a poll, or with an edit of the files, comes seldom.
    /// </summary>
    private static readonly (string Name, int Passes)[] Points =
    [
        ("fetched", 10),
        ("parsed", 10),
        ("before-owed", 10),
        ("after-owed", 10),
        ("before-claim", 50),
        ("claimed", 50),
        ("before-send", 50),
        ("smtp-mail-from", 50),
        ("smtp-data-sent", 50),
        ("smtp-dot-sent", 50),
        ("smtp-accepted", 50),
        ("http-before-send", 50),
        ("http-headers-sent", 50),
        ("http-body-sent", 50),
        ("http-reply-read", 50),
        ("before-done", 50),
        ("after-done", 50),
        ("checkpoint", 50),
        ("gc", 4),
        (ReloadParsed, 2),
        (ReloadSwapped, 2),
    ];

    private const string ReloadParsed = "reload-parsed";
    private const string ReloadSwapped = "reload-swapped";

    /// <summary>The steps in which a new ledger gets its shape.</summary>
    private const int Migrations = 9;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_any_two_steps_it_loses_nothing_and_keeps_its_ids()
    {
        await using var world = await World.OpenAsync(feeds: 3, Token);
        var harness = new CrashHarness(world);
        foreach (var pass in Size.PassesOfPoints)
            await harness.KillAtAsync("migration-step", Within(Migrations, pass), Token);
        await LearnAsync(world);
        await using var publisher = Publisher.Start(world, Pace);

        foreach (var pass in Size.PassesOfPoints)
        foreach (var (point, passes) in Points)
            await KillAtAsync(world, harness, point, Within(passes, pass));
        var report = await harness.SettleAsync(await publisher.StopAsync(), LongestSilence, Token);

        Tell($"K2 at {Points.Length + 1} named points", report);
        AssertNothingLost(report);
    }

    [Fact]
    public async Task Killed_while_what_was_held_is_gathered_it_names_every_report_once()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.WriteMonitorFile(flood: "3/1s");
        await LearnAsync(world);
        await using var publisher = Publisher.Start(world, Pace);
        var harness = new CrashHarness(world) { Arrivals = () => world.NamedArrivals };

        foreach (var pass in Size.PassesOfPoints)
            await harness.KillAtAsync("gathered", Within(4, pass), Token);
        var report = await harness.SettleAsync(await publisher.StopAsync(), LongestSilence, Token);

        Tell("K2 while gathering", report);
        Assert.Empty(report.Unread);
        Assert.Equal(0, report.Lost);
        Assert.Equal(1, report.MaxIds);
        Assert.True(report.IsIntact, string.Join('\n', report.Integrity));
        Assert.True(world.Count < report.Items.Length, "nothing was gathered");
    }

    private static int Within(int passes, int pass) => 1 + ((pass - 1) % passes);

    /// <summary>What does not come by itself within a life is brought about.</summary>
    private static async Task KillAtAsync(World world, CrashHarness harness, string point, int pass)
    {
        if (point == "gc")
            await harness.AgeAsync(Token);
        Action? edit = point is ReloadParsed or ReloadSwapped ? () => Edit(world) : null;
        await harness.KillAtAsync(point, pass, Token, edit);
    }

    /// <summary>Another rule comes, or the one that came before says something else.</summary>
    private static void Edit(World world) =>
        world.Write(
            "rules/other.yaml",
            $"rules:\n  - name: Other\n    phrases: [flood of {world.Newsroom.Visits.Length}]\n    notify: [desk]\n"
        );

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_and_keeps_its_ids()
    {
        foreach (var seed in Size.Seeds)
        {
            await using var world = await World.OpenAsync(feeds: 3, Token);
            await LearnAsync(world);
            await using var publisher = Publisher.Start(world, Size.Pace, Size.Alerts);
            var harness = new CrashHarness(world);
            await KillAtRandomAsync(harness, new Random(seed), Size.Kills);
            var report = await harness.SettleAsync(await publisher.StopAsync(), LongestSilence, Token);

            Tell($"K1 at random moments, seed {seed}", report);
            AssertNothingLost(report);
            if (report.Kills >= 100)
                Assert.InRange((double)report.ExtraCopies / report.Kills, 0, 0.15 * CrashReport.Channels.Length);
        }
    }

    [Fact]
    public async Task Killed_at_random_moments_between_receivers_that_drop_refuse_and_hang_it_loses_nothing()
    {
        using var mail = new BadMail(new Random(20200104));
        await using var hook = await HostileHook.StartAsync(new Random(20200105), Token);
        await using var spare = await HostileHook.StartAsync(new Random(20200107), Token, isSpare: true);
        await using var world = await World.OpenAsync(feeds: 3, mutant: null, mail: _ => mail.Answer(), Token);
        world.OtherArrivals = () => hook.Arrivals;
        world.WriteReceivers(hook.Address.AbsoluteUri);
        world.Append("receivers.yaml", $"  - {{ name: spare, webhook: \"{spare.Address.AbsoluteUri}\" }}\n");
        world.WriteRule("desk", "hook", "spare");
        await LearnAsync(world);
        await using var publisher = Publisher.Start(world, Size.Pace, Size.Alerts / 2);
        var harness = new CrashHarness(world);

        await KillAtRandomAsync(harness, new Random(20200106), Size.Kills);
        // Each hang now costs half a minute of its receiver's time: a few are enough.
        hook.Hangs = 2;
        var report = await harness.SettleAsync(await publisher.StopAsync(), 2 * LongestSilence, Token);

        Tell("K3 between hostile receivers", report);
        Assert.Empty(report.Unread);
        Assert.Equal(0, report.Lost);
        Assert.Equal(1, report.MaxIds);
        Assert.Equal(0, report.SharedIds);
        Assert.True(report.IsIntact, string.Join('\n', report.Integrity));
        await SpareGetsAllAsync(world, spare, report.Items.Length);
    }

    /// <summary>The endpoint that said 410 is told nothing more until a person says so; then it gets all that it is owed.</summary>
    private static async Task SpareGetsAllAsync(World world, HostileHook spare, int reports)
    {
        Assert.InRange(spare.Arrivals.DistinctBy(one => one.Item).Count(), 1, reports - 1);
        spare.IsMended = true;
        var enabled = await MonitorProgram.RunAsync(
            ["receivers", "enable", "spare", "--config", world.ConfigurationFolder],
            LongestSilence,
            Token
        );
        Assert.Equal(0, enabled.ExitCode);
        await using var worker = world.Run();
        await World.UntilAsync(
            () => spare.Arrivals.DistinctBy(one => one.Item).Count() == reports,
            2 * LongestSilence,
            worker,
            Token
        );
        Assert.All(spare.Arrivals.GroupBy(one => one.Item), item => Assert.Single(item.DistinctBy(one => one.Id)));
    }

    internal static async Task KillAtRandomAsync(CrashHarness harness, Random random, int kills)
    {
        for (var kill = 0; kill < kills; kill++)
            await harness.KillAfterAsync(
                TimeSpan.FromSeconds(0.25 + (random.NextDouble() * Size.LongestLife)),
                Size.FromFirstDelivery,
                Token
            );
    }

    private static CrashSize Size => CrashSize.Chosen;

    /// <summary>The first poll of a feed only learns: let it be over before anything is published.</summary>
    internal static async Task LearnAsync(World world)
    {
        await using var worker = await world.RunPastBaselineAsync(Token);
    }

    internal static void AssertNothingLost(CrashReport report)
    {
        Assert.Empty(report.Unread);
        Assert.Equal(0, report.Lost);
        Assert.Equal(1, report.MaxIds);
        Assert.Equal(0, report.SharedIds);
        Assert.True(report.IsIntact, string.Join('\n', report.Integrity));
        // Usually one send is under way on a channel, so a kill costs one copy there; a backlog may cost a few more.
        Assert.All(CrashReport.Channels, channel => Assert.InRange(report.ExtraCopiesOn(channel), 0, report.Kills));
        Assert.InRange(report.MaxCopies, 1, 4);
        Assert.InRange(report.MaxMiB, 1, 300);
        // Lives that end before they deliver anything prove nothing.
        Assert.NotEmpty(report.Recoveries);
    }

    /// <summary>The runner keeps the output of tests that pass to itself: who wants the figures names a file for them.</summary>
    internal static void Tell(string how, CrashReport report)
    {
        var line = $"{how}: {report}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MONITOR_CRASH_REPORT") is { Length: > 0 } file)
            File.AppendAllText(file, line + Environment.NewLine);
    }

    /// <summary>
    /// What a mail server says after the dot: of a hundred mails 5 are dropped, 5 put off and 1 answered with what is no SMTP;
    /// 2 hang, a few in a run.
    /// </summary>
    private sealed class BadMail(Random chance) : IDisposable
    {
        private const int MostHangs = 3;

        /// <summary>Shorter than the worker waits: the mail is taken in the end.</summary>
        private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

        private readonly ManualResetEventSlim _never = new();
        private readonly Lock _drawing = new();
        private int _hangs;

        public string Answer() =>
            Draw() switch
            {
                < 5 => throw new IOException("dropped after the dot"),
                < 10 => "450 4.2.0 try later",
                < 11 => "hello?",
                < 13 when Interlocked.Increment(ref _hangs) <= MostHangs => Late(),
                _ => "250 2.0.0 taken",
            };

        public void Dispose() => _never.Dispose();

        private string Late()
        {
            _never.Wait(Hang, Token);
            return "250 2.0.0 taken";
        }

        private int Draw()
        {
            lock (_drawing)
                return chance.Next(100);
        }
    }
}
