using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace NewsMonitor.Ledger;

/// <summary>A time for which a person wants to hear nothing of something.</summary>
internal sealed record Silence
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The id of the rule; null for any.</summary>
    public string? Rule { get; init; }

    /// <summary>The name of the receiver; null for any.</summary>
    public string? Receiver { get; init; }

    /// <summary>The id of the feed; null for any.</summary>
    public string? Feed { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Begins { get; init; }

    /// <summary>When it is over.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Author { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"silence {Id} of {Author} until {Ends.UtcDateTime:yyyy-MM-dd HH:mm'Z'}: {Reason}"
        );
}

/// <summary>The silences that people asked for.</summary>
internal sealed class SilenceLedger(LedgerStore store)
{
    /// <summary>The most that are listed.</summary>
    private const int MostListed = 1_000;

    private const string Columns = "id, rule, receiver, feed, begins_at, ends_at, reason, author";

    /// <summary>Adds one; its number.</summary>
    public Task<long> AddAsync(Silence silence, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection
                    .Number(
                        """
                        INSERT INTO silences (rule, receiver, feed, begins_at, ends_at, reason, author)
                        VALUES (@rule, @receiver, @feed, @begins, @ends, @reason, @author) RETURNING id
                        """,
                        ("@rule", silence.Rule),
                        ("@receiver", silence.Receiver),
                        ("@feed", silence.Feed),
                        ("@begins", silence.Begins.ToStored()),
                        ("@ends", silence.Ends.ToStored()),
                        ("@reason", silence.Reason),
                        ("@author", silence.Author)
                    )!
                    .Value,
            cancellationToken
        );

    /// <summary>Those in force; with <paramref name="past"/> also those that are over, the latest first.</summary>
    public Task<ImmutableArray<Silence>> ListAsync(
        DateTimeOffset now,
        bool past,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    $"SELECT {Columns} FROM silences WHERE @past OR ends_at > @now ORDER BY id DESC LIMIT {MostListed}",
                    Read,
                    ("@now", now.ToStored()),
                    ("@past", past ? 1 : 0)
                ),
            cancellationToken
        );

    /// <summary>Ends one now. False when it is unknown or over.</summary>
    public Task<bool> ExpireAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE silences SET ends_at = @now WHERE id = @id AND ends_at > @now",
                    ("@id", id),
                    ("@now", now.ToStored())
                ) > 0,
            cancellationToken
        );

    /// <summary>The silence that an alert falls under; null when it may be heard.</summary>
    public static Silence? Over(
        LedgerConnection connection,
        string receiver,
        string rule,
        string? feed,
        DateTimeOffset now
    ) =>
        connection
            .Rows(
                $"""
                SELECT {Columns} FROM silences
                WHERE begins_at <= @now AND ends_at > @now
                    AND (receiver IS NULL OR receiver = @receiver) AND (rule IS NULL OR rule = @rule)
                    AND (feed IS NULL OR feed = @feed)
                LIMIT 1
                """,
                Read,
                ("@now", now.ToStored()),
                ("@receiver", receiver),
                ("@rule", rule),
                ("@feed", feed)
            )
            .SingleOrDefault();

    private static Silence Read(SqliteDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Rule = row.TextAt(1),
            Receiver = row.TextAt(2),
            Feed = row.TextAt(3),
            Begins = StoredTime.FromStored(row.GetInt64(4)),
            Ends = StoredTime.FromStored(row.GetInt64(5)),
            Reason = row.GetString(6),
            Author = row.GetString(7),
        };
}
