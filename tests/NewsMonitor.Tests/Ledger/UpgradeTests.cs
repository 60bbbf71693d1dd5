using NewsMonitor.Tests.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>Ledgers that earlier releases have written (<c>Data/ledgers/make.sh</c>), and the same feed afterwards.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Ledgers =>
        [
            .. Directory
                .GetFiles(Folder, "schema-*.db")
                .Select(Path.GetFileName)
                .OfType<string>()
                .Where(name => name != "schema-1.db"),
        ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "ledgers");

    [Theory]
    [MemberData(nameof(Ledgers))]
    public async Task An_upgrade_tells_nobody_again_and_misses_nothing(string ledger)
    {
        await using var world = await PollWorld.StartAsync(ledger: Path.Combine(Folder, ledger));
        world.Time.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var before = await world.AlertedAsync();
        world.Serve(Entry("third"), Entry("second"), Entry("first"));
        await world.PollAsync();
        var after = await world.AlertedAsync();
        world.Serve(Entry("fourth"), Entry("third"), Entry("second"), Entry("first"));
        await world.PollAsync();

        Assert.Equal(["third troops"], before);
        Assert.Equal(before, after);
        Assert.Equal(["third troops", "fourth troops"], await world.AlertedAsync());
        Assert.True((await world.StateAsync()).HasBaseline);
    }

    private static string Entry(string name) => PollWorld.Entry($"{name} troops", name, $"https://example.org/{name}");
}
