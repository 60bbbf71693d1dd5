using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor deliveries resend</c>: alerts once more, under the same ids.</summary>
internal static class ResendCommand
{
    private static readonly Option<bool> Dead = new("--dead")
    {
        Description = "Every dead letter (with --receiver: of that receiver)",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description =
            "Everything delivered or given up since then: 2h, 3d, or a time like 2020-01-06T20:00Z; with --dead, of the dead letters those",
        HelpName = "TIME",
    };

    private static readonly Option<bool> Enable = new("--enable")
    {
        Description = "Also enable receivers that were disabled; without it nothing is sent to them",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "resend",
            """
            Owe alerts anew: due now, with attempts and patience from the start. Message-ID and webhook-id stay the same, so a
            receiver that has one already can tell. What is owed already is left alone: twice is the same as once. A running
            monitor sends them within a minute.

              monitor deliveries resend 3fa9 77c0
              monitor deliveries resend --dead --receiver ops-hook
              monitor deliveries resend --since 2h --receiver ops-hook     it has lost what it was sent
              monitor deliveries resend --dead --enable                    also to receivers that were disabled
            """
        )
        {
            DeliveriesCommand.Ids(),
            Dead,
            Since,
            Enable,
            DeliveriesCommand.Receiver(),
        };
        command.Validators.Add(given =>
        {
            var ids = given.GetValue<string[]>("ID") is { Length: > 0 };
            var many = given.GetValue(Dead) || given.GetValue(Since) is not null;
            if (ids == many)
                given.AddError("Say which: ids of deliveries, --dead for the whole dead-letter list, or --since TIME.");
            else if (ids && given.GetValue<string>("--receiver") is not null)
                given.AddError("--receiver goes with --dead or --since; an id names its receiver already.");
            if (given.GetValue(Since) is { } text && MomentOf(text) is null)
                given.AddError("--since is a duration like 2h or 3d, or a time like 2020-01-06T20:00Z.");
        });
        return DeliveriesCommand.WithLedger(command, ResendAsync);
    }

    private static async Task<int> ResendAsync(
        AlertRegister alerts,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var chosen = await ChosenAsync(alerts, arguments, cancellationToken);
        if (chosen is { } some && !await AreEnabledAsync(alerts, some, arguments, cancellationToken))
            return ExitCode.Failed;
        return await DeliveriesCommand.ChangeAsync(
            alerts,
            chosen,
            alerts.ResendAsync,
            "is being sent at this moment: wait for its result",
            arguments,
            cancellationToken
        );
    }

    private static async Task<ImmutableArray<OwedAlert>?> ChosenAsync(
        AlertRegister alerts,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var dead = arguments.GetValue(Dead);
        var since = arguments.GetValue(Since) is { } text ? MomentOf(text) : null;
        if (!dead && since is null)
            return await DeliveriesCommand.ChooseAsync(alerts, arguments, cancellationToken);
        var chosen = ImmutableArray.CreateBuilder<OwedAlert>();
        foreach (var state in (AlertState[])(dead ? [AlertState.Dead] : [AlertState.Dead, AlertState.Delivered]))
            chosen.AddRange(
                await alerts.SettledSinceAsync(
                    state,
                    arguments.GetValue<string>("--receiver"),
                    since ?? DateTimeOffset.MinValue,
                    cancellationToken
                )
            );
        return chosen.ToImmutable();
    }

    /// <summary>What is owed to a disabled receiver waits: saying that it is sent would be untrue.</summary>
    private static async Task<bool> AreEnabledAsync(
        AlertRegister alerts,
        ImmutableArray<OwedAlert> chosen,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var wanted = chosen.Select(alert => alert.Alert.Receiver).ToHashSet(StringComparer.Ordinal);
        var disabled = (await alerts.Standings.AllAsync(cancellationToken))
            .Where(standing => standing.Disabled is not null && wanted.Contains(standing.Name))
            .Select(standing => standing.Name)
            .ToArray();
        if (disabled.Length > 0 && !arguments.GetValue(Enable))
        {
            DeliveriesCommand.Fail(
                arguments,
                $"{string.Join(", ", disabled)} is disabled and is sent nothing. Once it is mended, add --enable. Nothing was changed."
            );
            return false;
        }
        foreach (var name in disabled)
            await alerts.Standings.EnableAsync(name, TimeProvider.System.GetUtcNow(), cancellationToken);
        return true;
    }

    private static DateTimeOffset? MomentOf(string text) =>
        Quantities.DurationOf(text) is { } back ? TimeProvider.System.GetUtcNow() - back
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
        : null;
}
