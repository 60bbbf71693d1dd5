using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>A story as it is kept.</summary>
/// <param name="RuleId">Its rule.</param>
/// <param name="Story">The story with its items.</param>
/// <param name="Told">What was told of it; null for nothing.</param>
internal sealed record KeptStory(string RuleId, StoryPicture Story, ToldStory? Told);

/// <summary>A story that a person has changed.</summary>
/// <param name="Story">The story that came of it.</param>
/// <param name="Owed">How many alerts became owed for it.</param>
internal sealed record ChangedStory(KeptStory Story, int Owed);

/// <summary>That those who were told of a story are told what a person has done to it.</summary>
/// <param name="Who">Who has done it.</param>
/// <param name="ModeOf">When what each receiver is told goes out; null for at once.</param>
internal sealed record AskedTelling(string Who, Func<string, DeliveryMode?> ModeOf);

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
    /// <param name="change">What is asked for.</param>
    /// <param name="window">How long after its first alert a story is followed.</param>
    /// <param name="telling">How those who were told of it are told; null for not at all.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait for the transaction.</param>
    public Task<ChangedStory?> ChangeAsync(
        ChangeByHand change,
        TimeSpan window,
        AskedTelling? telling,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.WriteAsync(connection => Change(connection, change, window, telling, now), cancellationToken);

    private static ChangedStory? Change(
        LedgerConnection connection,
        ChangeByHand change,
        TimeSpan window,
        AskedTelling? telling,
        DateTimeOffset now
    )
    {
        var before = change.Touched.Select(id => Find(connection, id)).OfType<KeptStory>().ToList();
        if (
            new StoryLedger(Settings).Change(connection, change, window, now) is not { } picture
            || Find(connection, picture.Story.Id) is not { } changed
        )
            return null;
        if (telling is null)
            return new(changed, Owed: 0);
        var other = change is SplitByHand ? changed : before.Find(story => story.Story.Story.Id != picture.Story.Id);
        var title = change is SetStateByHand || other is null ? "" : TitleOf(other, change);
        return new(changed, Owe(connection, new TellingByHand(change, telling.Who, title), changed, telling, now));
    }

    /// <summary>Owes what is told of a change; how many alerts.</summary>
    private static int Owe(
        LedgerConnection connection,
        TellingByHand telling,
        KeptStory changed,
        AskedTelling asked,
        DateTimeOffset now
    )
    {
        if (changed.Told is not { } told || ReportOf(connection, told) is not { } report)
            return 0;
        return told
            .Receivers.Select(receiver => telling.AlertOf(report, receiver, changed.Story.Story, told, now))
            .Select(alert => alert with { Mode = asked.ModeOf(alert.Receiver) })
            .Count(alert =>
                OwedRows.TryCombine(connection, alert)
                || OwedRows.Add(connection, new OwedRow(alert, now, Feed: alert.Item.Feed))
            );
    }

    /// <summary>What was first told of a story, to anybody; null when it is forgotten.</summary>
    private static Alert? ReportOf(LedgerConnection connection, ToldStory told) =>
        told
            .Receivers.SelectMany(receiver =>
                connection.Rows(
                    "SELECT payload FROM alerts WHERE delivery_id = @delivery",
                    row => AlertJson.Read(row.GetString(0)),
                    ("@delivery", DeliveryId.Of(told.First.Alert, receiver).Value)
                )
            )
            .FirstOrDefault(alert => alert is not null);

    /// <summary>Of a part that was taken out by its own first item; it shares what was told with the other.</summary>
    private static string TitleOf(KeptStory story, ChangeByHand change) =>
        (change is SplitByHand ? null : story.Told?.Title) ?? story.Story.Members.FirstOrDefault()?.Title ?? "";

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
        store.ReadAsync(connection => Find(connection, id), cancellationToken);

    private static KeptStory? Find(LedgerConnection connection, string id) =>
        connection.Rows(
            "SELECT rule, payload FROM stories WHERE substr(id, 1, length(@id)) = @id LIMIT 2",
            Read,
            ("@id", id)
        )
            is [var only]
            ? only
            : null;

    private static KeptStory? Read(SqliteDataReader row) =>
        StoryJson.Read(row.GetFieldValue<byte[]>(1)) is ({ } story, var told)
            ? new KeptStory(row.GetString(0), story, told)
            : null;
}
