using System.CommandLine;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor silence</c>: to hear nothing of something for a time, with a reason that others can read.</summary>
internal static class SilenceCommand
{
    /// <summary>The command with its three parts.</summary>
    public static Command Create() =>
        new(
            "silence",
            """
            Hear nothing of a rule, a feed or a receiver for a time. What is found meanwhile is kept and listed as silenced;
            'monitor deliveries resend' still sends it.

              monitor silence add --rule iraq-troop-withdrawal --for 2h --reason "known, we are on it"
              monitor silence list
              monitor silence expire 3
            """
        )
        {
            Add(),
            List(),
            Expire(),
        };

    private static Command Add()
    {
        var rule = new Option<string?>("--rule") { Description = "The id of a rule", HelpName = "ID" };
        var receiver = new Option<string?>("--receiver") { Description = "The name of a receiver", HelpName = "NAME" };
        var feed = new Option<string?>("--feed") { Description = "The id of a feed", HelpName = "ID" };
        var length = new Option<string>("--for")
        {
            Description = "How long: 30m, 2h, 3d; at most 90d",
            HelpName = "TIME",
            Required = true,
        };
        var reason = new Option<string>("--reason") { Description = "Why, for everybody else", Required = true };
        var author = new Option<string>("--author")
        {
            Description = "Who asks for it",
            DefaultValueFactory = _ => Environment.UserName,
        };
        length.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && LengthOf(token.Value) is null)
                given.AddError("--for is a duration with a unit from 1m to 90d, like 2h.");
        });
        var command = new Command(
            "add",
            """
            Begin a silence now. It falls on alerts that are all of what is named; nothing named would silence all.

              monitor silence add --rule iraq-troop-withdrawal --for 2h --reason "known, we are on it"
              monitor silence add --receiver desk --for 1d --reason "office closed"
            """
        )
        {
            rule,
            receiver,
            feed,
            length,
            reason,
            author,
            CommonOptions.Config(),
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(rule) is null && given.GetValue(receiver) is null && given.GetValue(feed) is null)
                given.AddError("Say what: --rule, --receiver or --feed.");
        });
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (configuration, store) =>
                    {
                        var now = TimeProvider.System.GetUtcNow();
                        var silence = new Silence
                        {
                            Rule = arguments.GetValue(rule),
                            Receiver = arguments.GetValue(receiver),
                            Feed = arguments.GetValue(feed),
                            Begins = now,
                            Ends = now + LengthOf(arguments.GetRequiredValue(length))!.Value,
                            Reason = arguments.GetRequiredValue(reason),
                            Author = arguments.GetRequiredValue(author),
                        };
                        return AddAsync(configuration, store, silence, arguments, token);
                    },
                    token
                )
        );
        return command;
    }

    private static Command List()
    {
        var past = new Option<bool>("--all") { Description = "Also those that are over" };
        var command = new Command(
            "list",
            """
            List the silences in force, the latest first.

              monitor silence list
            """
        )
        {
            past,
            CommonOptions.Config(),
        };
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (_, store) => ListAsync(store, arguments.GetValue(past), arguments, token),
                    token
                )
        );
        return command;
    }

    private static Command Expire()
    {
        var id = new Argument<long>("ID") { Description = "The number that 'silence list' shows" };
        var command = new Command(
            "expire",
            """
            End a silence now.

              monitor silence expire 3
            """
        )
        {
            id,
            CommonOptions.Config(),
        };
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (_, store) => ExpireAsync(store, arguments.GetRequiredValue(id), arguments, token),
                    token
                )
        );
        return command;
    }

    private static async Task<int> AddAsync(
        MonitorConfiguration configuration,
        LedgerStore store,
        Silence silence,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (Unknown(configuration, silence) is { } unknown)
            return OnLedger.Fail(arguments, unknown);
        var id = await new SilenceLedger(store).AddAsync(silence, cancellationToken);
        await arguments.InvocationConfiguration.Output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{silence with { Id = id }}")
        );
        return ExitCode.Ok;
    }

    /// <summary>A silence of something that is not there would silence nothing, and its author would not know.</summary>
    private static string? Unknown(MonitorConfiguration configuration, Silence silence) =>
        silence.Rule is { } rule && configuration.Rules.All(one => one.Id != rule)
            ? $"No rule has the id \"{rule}\": see 'monitor rules list'."
        : silence.Receiver is { } receiver && configuration.Receivers.All(one => one.Name != receiver)
            ? $"No receiver has the name \"{receiver}\": see 'monitor receivers list'."
        : silence.Feed is { } feed && configuration.Feeds.All(one => one.Id != feed)
            ? $"No feed has the id \"{feed}\": see 'monitor feeds list'."
        : null;

    private static async Task<int> ListAsync(
        LedgerStore store,
        bool past,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        var output = arguments.InvocationConfiguration.Output;
        foreach (
            var silence in await new SilenceLedger(store).ListAsync(
                TimeProvider.System.GetUtcNow(),
                past,
                cancellationToken
            )
        )
            await output.WriteLineAsync(
                string.Join(
                    '\t',
                    silence.Id.ToString(CultureInfo.InvariantCulture),
                    $"until {silence.Ends.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}",
                    string.Join(
                        ", ",
                        new[]
                        {
                            silence.Rule is { } rule ? $"rule {rule}" : null,
                            silence.Receiver is { } receiver ? $"receiver {receiver}" : null,
                            silence.Feed is { } feed ? $"feed {feed}" : null,
                        }.OfType<string>()
                    ),
                    silence.Author,
                    silence.Reason
                )
            );
        return ExitCode.Ok;
    }

    private static async Task<int> ExpireAsync(
        LedgerStore store,
        long id,
        ParseResult arguments,
        CancellationToken cancellationToken
    )
    {
        if (!await new SilenceLedger(store).ExpireAsync(id, TimeProvider.System.GetUtcNow(), cancellationToken))
            return OnLedger.Fail(arguments, $"No silence {id} is in force: see 'monitor silence list'.");
        await arguments.InvocationConfiguration.Output.WriteLineAsync($"Silence {id} is over.");
        return ExitCode.Ok;
    }

    private static TimeSpan? LengthOf(string text) =>
        Quantities.DurationOf(text) is { TotalMinutes: >= 1, TotalDays: <= 90 } length ? length : null;
}
