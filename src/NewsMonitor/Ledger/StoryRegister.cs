using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>A story as it is kept.</summary>
/// <param name="RuleId">Its rule.</param>
/// <param name="Story">The story with its items.</param>
/// <param name="Told">What was told of it; null for nothing.</param>
internal sealed record KeptStory(string RuleId, StoryPicture Story, ToldStory? Told);

/// <summary>The stories as people ask for them.</summary>
internal sealed class StoryRegister(LedgerStore store)
{
    /// <summary>Stories of one rule or of all, the one that was told of last first.</summary>
    public Task<ImmutableArray<KeptStory>> ListAsync(string? rule, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection
                    .Rows(
                        """
                        SELECT rule, payload FROM stories WHERE @rule IS NULL OR rule = @rule
                        ORDER BY last_at DESC, seq DESC LIMIT @limit
                        """,
                        Read,
                        ("@rule", rule),
                        ("@limit", limit)
                    )
                    .OfType<KeptStory>()
                    .ToImmutableArray(),
            cancellationToken
        );

    /// <summary>The story of this id, or the only one whose id begins so; null when there is none or more than one.</summary>
    public Task<KeptStory?> FindAsync(string id, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    "SELECT rule, payload FROM stories WHERE substr(id, 1, length(@id)) = @id LIMIT 2",
                    Read,
                    ("@id", id)
                )
                    is [var only]
                    ? only
                    : null,
            cancellationToken
        );

    private static KeptStory? Read(SqliteDataReader row) =>
        StoryJson.Read(row.GetFieldValue<byte[]>(1)) is ({ } story, var told)
            ? new KeptStory(row.GetString(0), story, told)
            : null;
}
