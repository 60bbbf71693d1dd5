using System.Collections.Immutable;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>An upgrade that is killed between any two of its statements runs again and completes.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitor-migration-");

    public static TheoryData<int> Upgrades => [.. Enumerable.Range(2, Schema.Scripts.Length - 1)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Upgrades))]
    public async Task Killed_at_any_statement_an_upgrade_is_whole_after_the_next_start(int version)
    {
        var statements = Statements(Schema.Scripts[version - 1]);
        Assert.NotEmpty(statements);
        for (var killedAfter = 0; killedAfter <= statements.Length; killedAfter++)
        {
            var folder = Killed(version, statements[..killedAfter]);
            await using var store = LedgerStore.OpenAsHolder(folder, TimeProvider.System);
            var (known, answer, feeds) = await store.ReadAsync(
                connection =>
                    (
                        Schema.VersionOf(connection),
                        connection.Scalar("PRAGMA integrity_check"),
                        connection.Number("SELECT COUNT(*) FROM feeds WHERE name = 'kept'")
                    ),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((Schema.Scripts.Length, "ok", 1L), (known, answer, feeds));
        }
    }

    /// <summary>The files as they are when the program dies after so many statements of the upgrade.</summary>
    private string Killed(int version, ImmutableArray<string> done)
    {
        var running = _folder.CreateSubdirectory($"running-{version}-{done.Length}").FullName;
        var left = _folder.CreateSubdirectory($"left-{version}-{done.Length}").FullName;
        var file = Path.Combine(running, "ledger.db");
        File.WriteAllBytes(file, []);
        using var connection = LedgerConnection.Open(file);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute($"PRAGMA application_id = {Schema.ApplicationId}");
        Schema.Apply(connection, Schema.Scripts[..(version - 1)]);
        connection.Execute("INSERT INTO ledger (id, created_at) VALUES (1, 0)");
        connection.Execute("INSERT INTO feeds (name) VALUES ('kept')");
        connection.ExecuteScript("BEGIN IMMEDIATE");
        foreach (var statement in done)
            connection.ExecuteScript(statement);
        foreach (var one in Directory.GetFiles(running).Where(one => !one.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(one, Path.Combine(left, Path.GetFileName(one)));
        return left;
    }

    /// <summary>No text of these scripts holds a semicolon or two hyphens but as what they are.</summary>
    private static ImmutableArray<string> Statements(string script) =>
        [
            .. string.Join('\n', script.Split('\n').Select(line => line.Split("--")[0]))
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
}
