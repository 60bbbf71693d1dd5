using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>The crash tests have teeth: three designs that people do build fail them.</summary>
public sealed class MutantTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("markfirst", "http-before-send")]
    [InlineData("sendfirst", "http-reply-read")]
    public async Task A_broken_order_of_writing_is_found_out_by_a_few_kills(string mutant, string point)
    {
        await using var world = await World.OpenAsync(feeds: 3, mutant, mail: null, Token);
        await (await world.RunPastBaselineAsync(Token)).DisposeAsync();
        await using var publisher = Publisher.Start(world, Pace);
        var harness = new CrashHarness(world);

        for (var kill = 0; kill < 4; kill++)
            await harness.KillAtAsync(point, pass: 8, Token);
        var report = await harness.SettleAsync(await publisher.StopAsync(), Drain, Token);

        CrashTests.Tell($"Mutant {mutant}, which must fail", report);
        Assert.False(report.IsKept, $"{mutant} was not found out: {report}");
    }
}
