using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor deliveries</c>: what is owed, what was sent, what was given up; and to have it sent again.</summary>
internal static class DeliveriesCommand
{
    private const int DefaultLimit = 50;

    /// <summary>The command with its three parts.</summary>
    public static Command Create() =>
        new(
            "deliveries",
            """
            Look at the alerts on their way: what is owed, what was sent, what was given up. Works beside 'monitor run'.

              monitor deliveries list --dead       the dead-letter list, with reasons
              monitor deliveries show 3fa9         one of them: why each attempt failed, and what the receiver answered
              monitor deliveries resend --dead     mended the cause? send them all again
              monitor deliveries resend 3fa9       one of them, by the beginning of its id
              monitor deliveries drop 3fa9 77c0    never send these
            """
        )
        {
            List(),
            Show(),
            ResendCommand.Create(),
            Drop(),
        };

    private static Command List()
    {
        var dead = new Option<bool>("--dead") { Description = "Given up after days of retries, or refused for good" };
        var due = new Option<bool>("--due") { Description = "Waiting for an attempt, or being sent" };
        var sent = new Option<bool>("--sent") { Description = "With their receiver" };
        var limit = Limit();
        var command = new Command(
            "list",
            """
            List alerts, the latest first, with the number of attempts and what the last failure said.

              monitor deliveries list
              monitor deliveries list --due --receiver desk
              monitor deliveries list --dead --format ndjson
            """
        )
        {
            dead,
            due,
            sent,
            Receiver(),
            limit,
        };
        return WithLedger(
            command,
            (alerts, arguments, token) =>
                ListAsync(
                    alerts,
                    new Wanted(arguments.GetValue(due), arguments.GetValue(sent), arguments.GetValue(dead)),
                    arguments,
                    arguments.GetValue(limit),
                    token
                )
        );
    }

    private static Command Show()
    {
        var command = new Command(
            "show",
            """
            Show one alert: what it says, every attempt that failed with its reason in plain words and the beginning of what the
            receiver answered, and what it gathers.

              monitor deliveries show 3fa9
            """
        )
        {
            Ids(),
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue<string[]>("ID") is not { Length: > 0 })
                given.AddError("Say which: ids of deliveries as 'monitor deliveries list' prints them.");
        });
        return WithLedger(command, ShowAsync);
    }

    private static async Task<int> ShowAsync(
        AlertRegister alerts,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (await ChooseAsync(alerts, arguments, cancellationToken) is not { } chosen)
            return ExitCode.Failed;
        foreach (var alert in chosen)
            DeliveriesPrinting.Show(
                alert,
                await alerts.FailuresAsync(alert.Alert.DeliveryId, cancellationToken),
                await alerts.MembersAsync(alert.Alert.DeliveryId, cancellationToken),
                arguments.GetRequiredValue<string>("--format"),
                arguments.InvocationConfiguration.Output
            );
        return ExitCode.Ok;
    }

    private static Command Drop()
    {
        var command = new Command(
            "drop",
            """
            Take alerts off the list: they are not tried again. They stay listed as dropped, and 'resend' brings them back.

              monitor deliveries drop 3fa9 77c0
            """
        )
        {
            Ids(),
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue<string[]>("ID") is not { Length: > 0 })
                given.AddError("Say which: ids of deliveries as 'monitor deliveries list' prints them.");
        });
        return WithLedger(command, DropAsync);
    }

    private static Option<string?> DataFolder() =>
        new("--data")
        {
            Description = "The data folder itself, instead of the one that the configuration names",
            HelpName = "DIR",
        };

    internal static Option<string?> Receiver() =>
        new("--receiver") { Description = "Only what is owed to this receiver", HelpName = "NAME" };

    internal static Argument<string[]> Ids() =>
        new("ID")
        {
            Description =
                "Delivery ids as 'deliveries list' prints them; the beginning is enough while it is the only one",
            Arity = ArgumentArity.ZeroOrMore,
        };

    private static Option<int> Limit()
    {
        var limit = new Option<int>("--limit")
        {
            Description = "The most lines, 1 to 100000",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLimit,
        };
        limit.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !IsLimit(token.Value))
                given.AddError("--limit is a number from 1 to 100000.");
        });
        return limit;
    }

    private static bool IsLimit(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= 100_000;

    internal static Command WithLedger(
        Command command,
        Func<AlertRegister, ParseResult, CancellationToken, Task<int>> act
    )
    {
        command.Add(CommonOptions.Format("text", "json", "ndjson"));
        command.Add(CommonOptions.Config());
        command.Add(DataFolder());
        command.SetAction((arguments, token) => WithLedgerAsync(arguments, act, token));
        return command;
    }

    private static Task<int> WithLedgerAsync(
        ParseResult arguments,
        Func<AlertRegister, ParseResult, CancellationToken, Task<int>> act,
        CancellationToken cancellationToken
    )
    {
        if (arguments.GetValue<string>("--data") is { } folder)
            return OnLedgerOfAsync(folder, arguments, act, cancellationToken);
        return ConfigurationLoader.Load(arguments.GetRequiredValue<string>("--config")) switch
        {
            Loaded loaded => OnLedgerOfAsync(loaded.Configuration.DataFolder, arguments, act, cancellationToken),
            Refused refused => Task.FromResult(ConfigurationPrinting.Refuse(refused, ErrorsOf(arguments))),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };
    }

    private static async Task<int> OnLedgerOfAsync(
        string folder,
        ParseResult arguments,
        Func<AlertRegister, ParseResult, CancellationToken, Task<int>> act,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var store = LedgerStore.OpenExisting(folder, TimeProvider.System);
            if (store is not null)
                return await act(new AlertRegister(store), arguments, cancellationToken);
            return Fail(arguments, $"There is no ledger in {Path.GetFullPath(folder)} yet: 'monitor run' makes it.");
        }
        catch (LedgerUnavailable fault)
        {
            return Fail(arguments, fault.Message);
        }
    }

    private static async Task<int> ListAsync(
        AlertRegister alerts,
        Wanted wanted,
        ParseResult arguments,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var found = new List<OwedAlert>();
        foreach (var state in wanted.States)
            found.AddRange(
                await alerts.ListAsync(state, arguments.GetValue<string>("--receiver"), limit, cancellationToken)
            );
        Print([.. found.OrderByDescending(alert => alert.OwedSince).Take(limit)], arguments);
        return ExitCode.Ok;
    }

    private static async Task<int> DropAsync(
        AlertRegister alerts,
        ParseResult arguments,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(
            alerts,
            await ChooseAsync(alerts, arguments, cancellationToken),
            alerts.DropAsync,
            "was sent or dropped before",
            arguments,
            cancellationToken
        );

    /// <summary>The alerts of these ids; none at all when one of the ids is wrong, so that half a command is never done.</summary>
    internal static async Task<ImmutableArray<OwedAlert>?> ChooseAsync(
        AlertRegister alerts,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var chosen = ImmutableArray.CreateBuilder<OwedAlert>();
        var wrong = false;
        foreach (var id in arguments.GetRequiredValue<string[]>("ID").Distinct(StringComparer.Ordinal))
        {
            var found = await alerts.StartingWithAsync(id, 2, cancellationToken);
            if (found is [var only])
                chosen.Add(only);
            else
                wrong = Fail(arguments, WhyNot(id, found)) == ExitCode.Failed;
        }
        return wrong ? null : chosen.DistinctBy(alert => alert.Alert.DeliveryId).ToImmutableArray();
    }

    private static string WhyNot(string id, ImmutableArray<OwedAlert> found) =>
        found.IsEmpty
            ? $"No delivery has an id that begins with \"{id}\": see 'monitor deliveries list'. Nothing was changed."
            : $"More than one delivery has an id that begins with \"{id}\": give more of it. Nothing was changed.";

    internal static async Task<int> ChangeAsync(
        AlertRegister alerts,
        ImmutableArray<OwedAlert>? chosen,
        Func<DeliveryId, DateTimeOffset, CancellationToken, Task<int>> change,
        string whyNot,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (chosen is null)
            return ExitCode.Failed;
        var code = ExitCode.Ok;
        var changed = new List<OwedAlert>();
        foreach (var id in chosen.Value.Select(alert => alert.Alert.DeliveryId))
        {
            if (await change(id, TimeProvider.System.GetUtcNow(), cancellationToken) == 0)
                code = Fail(arguments, $"{id} {whyNot}.");
            else if (await alerts.FindAsync(id.Value, cancellationToken) is { } alert)
                changed.Add(alert);
        }
        Print([.. changed], arguments);
        return code;
    }

    private static void Print(ImmutableArray<OwedAlert> alerts, ParseResult arguments) =>
        DeliveriesPrinting.Print(
            alerts,
            arguments.GetRequiredValue<string>("--format"),
            arguments.InvocationConfiguration.Output
        );

    private static TextWriter ErrorsOf(ParseResult arguments) => arguments.InvocationConfiguration.Error;

    internal static int Fail(ParseResult arguments, string reason)
    {
        ErrorsOf(arguments).WriteLine(reason);
        return ExitCode.Failed;
    }

    /// <summary>Which alerts are asked for; all when nothing is said.</summary>
    private sealed record Wanted(bool Due, bool Sent, bool Dead)
    {
        public IEnumerable<AlertState?> States
        {
            get
            {
                if (!Due && !Sent && !Dead)
                    yield return null;
                if (Due)
                    yield return AlertState.Due;
                if (Due)
                    yield return AlertState.Claimed;
                if (Due)
                    yield return AlertState.Held;
                if (Sent)
                    yield return AlertState.Delivered;
                if (Sent)
                    yield return AlertState.Carried;
                if (Dead)
                    yield return AlertState.Dead;
            }
        }
    }
}
