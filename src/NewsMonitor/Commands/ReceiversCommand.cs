using System.CommandLine;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Core.Items;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor receivers</c>: who is told, whether that works, and to try again who was given up.</summary>
internal static class ReceiversCommand
{
    /// <summary>The command with its three parts.</summary>
    public static Command Create() =>
        new(
            "receivers",
            """
            Look at the receivers: whether each can be reached, and since when not.

              monitor receivers list
              monitor receivers test desk          send it a marked [TEST], the way alerts go
              monitor receivers enable ops-hook    mended? try it again
            """
        )
        {
            List(),
            Test(),
            Enable(),
        };

    private static Command List()
    {
        var command = new Command(
            "list",
            """
            List every receiver with how it stands: well, failing and since when, or disabled and why.

              monitor receivers list
            """
        )
        {
            CommonOptions.Config(),
        };
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (configuration, store) => ListAsync(configuration, store, arguments, token),
                    token
                )
        );
        return command;
    }

    private static Command Test()
    {
        var name = Name();
        var command = new Command(
            "test",
            """
            Send one receiver a marked [TEST] alert now, over the same channel, body and signature as alerts, and say how it
            went. The ledger is not touched.

              monitor receivers test desk
            """
        )
        {
            name,
            CommonOptions.Config(),
        };
        command.SetAction(
            (arguments, token) =>
                ConfigurationLoader.Load(arguments.GetRequiredValue<string>("--config")) switch
                {
                    Loaded loaded => TestAsync(
                        loaded.Configuration,
                        arguments.GetRequiredValue(name),
                        arguments,
                        token
                    ),
                    Refused refused => Task.FromResult(
                        ConfigurationPrinting.Refuse(refused, arguments.InvocationConfiguration.Error)
                    ),
                    var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
                }
        );
        return command;
    }

    private static Command Enable()
    {
        var name = Name();
        var command = new Command(
            "enable",
            """
            Try a receiver again that was given up: all it is owed is due now, under the ids it had.

              monitor receivers enable ops-hook
            """
        )
        {
            name,
            CommonOptions.Config(),
        };
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (_, store) => EnableAsync(store, arguments.GetRequiredValue(name), arguments, token),
                    token
                )
        );
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The name of a receiver in receivers.yaml" };

    private static async Task<int> ListAsync(
        MonitorConfiguration configuration,
        LedgerStore store,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var standings = (await new ReceiverLedger(store).AllAsync(cancellationToken)).ToDictionary(
            one => one.Name,
            StringComparer.Ordinal
        );
        foreach (var receiver in configuration.Receivers)
            await arguments.InvocationConfiguration.Output.WriteLineAsync(
                $"{receiver.Name}\t{InWords(standings.GetValueOrDefault(receiver.Name))}"
            );
        return ExitCode.Ok;
    }

    private static string InWords(ReceiverStanding? standing) =>
        standing switch
        {
            null => "well",
            { Disabled: { } since } => $"disabled since {Time(since)}: {standing.Reason}",
            { FailingSince: { } since } => $"failing since {Time(since)}: {standing.Reason}",
            _ => "well",
        };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> TestAsync(
        MonitorConfiguration configuration,
        string name,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (configuration.Receivers.FirstOrDefault(one => one.Name == name) is not { } receiver)
            return OnLedger.Fail(
                arguments,
                $"receivers.yaml has no receiver \"{name}\": its receivers are {string.Join(", ", configuration.Receivers.Select(one => one.Name))}."
            );
        await using var channels = new Channels(
            [receiver],
            configuration.Mail,
            configuration.Deliveries,
            TimeProvider.System
        );
        await using var channel = channels.For(receiver);
        var result = await channel.DeliverAsync(
            TestAlert(receiver, TimeProvider.System.GetUtcNow()),
            cancellationToken
        );
        if (result is Delivered)
        {
            await arguments.InvocationConfiguration.Output.WriteLineAsync($"{name} has taken the test.");
            return ExitCode.Ok;
        }
        return OnLedger.Fail(arguments, $"{name} has not taken the test: {ReasonOf(result)}");
    }

    private static string ReasonOf(DeliveryResult result) =>
        result switch
        {
            Deferred deferred => deferred.Reason,
            Rejected rejected => rejected.Reason,
            Closed closed => closed.Reason,
            _ => "",
        };

    private static Alert TestAlert(Receiver receiver, DateTimeOffset now)
    {
        var occasion = now.ToString("O", CultureInfo.InvariantCulture);
        var identity = new ItemIdentity(occasion, null, occasion);
        return new Alert
        {
            Id = AlertId.Of(Notice.Origin, receiver.Name, occasion, AlertReason.Test),
            Receiver = receiver.Name,
            Reason = AlertReason.Test,
            RuleId = Notice.Origin,
            RuleName = "Monitor",
            Source = "Monitor",
            Item = new Item
            {
                Feed = "",
                Identity = identity,
                Key = identity.Key(IdentityPolicy.Guid),
                Title = "Alerts reach you this way",
                Summary = "This is a test that somebody has asked for: nothing has happened in the world.",
            },
            Evidence = [],
            FirstSeen = now,
        };
    }

    private static async Task<int> EnableAsync(
        LedgerStore store,
        string name,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (!await new ReceiverLedger(store).EnableAsync(name, TimeProvider.System.GetUtcNow(), cancellationToken))
            return OnLedger.Fail(arguments, $"{name} is not disabled: see 'monitor receivers list'.");
        await arguments.InvocationConfiguration.Output.WriteLineAsync($"{name} is tried again.");
        return ExitCode.Ok;
    }
}
