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

/// <summary>The stories as people ask for them, and change them.</summary>
internal sealed class StoryRegister(LedgerStore store)
{
    private static readonly StorySettings Settings = new();

    /// <summary>True while items may still join the story, and a person may change it.</summary>
    public static bool IsOpen(KeptStory story, DateTimeOffset now) => now - story.Story.Story.Last <= Settings.Window;

    /// <summary>
    /// Does what a person asks for, in one transaction: a worker that runs reads the stories of the rule again with its next
    /// item. The story that came of it; null when a story is not open, or there is nothing to part.
    /// </summary>
    public async Task<KeptStory?> ChangeAsync(
        ChangeByHand change,
        TimeSpan window,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        await store.WriteAsync(
            connection => new StoryLedger(Settings).Change(connection, change, window, now),
            cancellationToken
        )
            is { } changed
            ? await FindAsync(changed.Story.Id, cancellationToken)
            : null;

    /// <summary>Everything that was told of a story, to everybody, in the order of owing.</summary>
    public Task<ImmutableArray<OwedAlert>> ToldAsync(KeptStory story, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                story.Told is not { } told
                    ? []
                    : connection.Rows(
                        $"""
                        SELECT {AlertRegister.Columns} FROM alerts
                        WHERE rule = @rule AND owed_since >= @since AND payload ->> '$.story' = @thread ORDER BY seq
                        """,
                        AlertRegister.ReadOwed,
                        ("@rule", story.RuleId),
                        ("@since", told.SeenAt.ToStored()),
                        ("@thread", told.Thread)
                    ),
            cancellationToken
        );

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
