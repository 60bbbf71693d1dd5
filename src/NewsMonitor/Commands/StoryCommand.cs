using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor story</c>: what items were gathered into, why, and who was told what; and to put it right by hand.</summary>
internal static class StoryCommand
{
    private const int DefaultLimit = 50;
    private const int MostListed = 100_000;

    /// <summary>The states that a story can have.</summary>
    private static readonly ImmutableArray<ReportStatus> States =
    [
        ReportStatus.Reported,
        ReportStatus.Confirmed,
        ReportStatus.Disputed,
        ReportStatus.Denied,
        ReportStatus.Corrected,
        ReportStatus.Withdrawn,
    ];

    /// <summary>The command with its five parts.</summary>
    public static Command Create() =>
        new(
            "story",
            """
            Look at the stories that items were gathered into, and put them right by hand. Works beside 'monitor run', which
            knows of a change with its next item. Nothing here sends anything unless you ask for it with --tell.

              monitor story list --rule iraq-troop-withdrawal
              monitor story show 3fa9                      its items and why they joined, its state, who was told what
              monitor story split 3fa9 1c77a0 90be41       these items are a story of their own
              monitor story join 3fa9 77c0                 both tell the same
              monitor story set-state 3fa9 denied --who "the ministry, by phone" --tell
            """
        )
        {
            List(),
            Show(),
            Split(),
            Join(),
            SetState(),
        };

    private static Command List()
    {
        var rule = new Option<string?>("--rule") { Description = "Only the stories of this rule", HelpName = "ID" };
        var limit = new Option<int>("--limit")
        {
            Description = $"The most lines, 1 to {MostListed}",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLimit,
        };
        limit.Validators.Add(given =>
        {
            if (
                given.Tokens is [var token]
                && !(
                    int.TryParse(token.Value, CultureInfo.InvariantCulture, out var most)
                    && most is >= 1 and <= MostListed
                )
            )
                given.AddError($"--limit is a number from 1 to {MostListed}.");
        });
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "list",
            """
            List stories, the one with the newest item first: how each stands, how many items and feeds it has, who was told.

              monitor story list
              monitor story list --rule iraq-troop-withdrawal --format json
            """
        )
        {
            rule,
            limit,
            format,
        };
        return OnRegister(
            command,
            async (asked, token) =>
            {
                var stories = await asked.Stories.ListAsync(
                    asked.Arguments.GetValue(rule),
                    asked.Arguments.GetValue(limit),
                    token
                );
                StoryPrinting.List(stories, asked.Arguments.GetRequiredValue(format) == "json", asked.Output);
                return ExitCode.Ok;
            }
        );
    }

    private static Command Show()
    {
        var id = Id();
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "show",
            """
            Show one story: its state and every change of it with the sentence that brought it; its items in order, and for each
            why it joined, the words that it shares and what each counts; and what was told to whom.

              monitor story show 3fa9
              monitor story show 3fa9 --format json
            """
        )
        {
            id,
            format,
        };
        return OnRegister(
            command,
            async (asked, token) =>
            {
                if (await FindAsync(asked, asked.Arguments.GetRequiredValue(id), token) is not { } story)
                    return ExitCode.Failed;
                var told = await asked.Stories.ToldAsync(story, token);
                var isOpen = StoryRegister.IsOpen(story, asked.Now);
                StoryPrinting.Show(
                    new ShownStory(story, told, isOpen, asked.WindowOf(story.RuleId)),
                    asked.Arguments.GetRequiredValue(format) == "json",
                    asked.Output
                );
                return ExitCode.Ok;
            }
        );
    }

    private static Command Split()
    {
        var id = Id();
        var items = new Argument<string[]>("ITEM")
        {
            Description =
                "Items as 'story show' names them; the beginning is enough while it is the only one of the story",
            Arity = ArgumentArity.OneOrMore,
        };
        var (who, tell) = (Who(), Tell());
        var command = new Command(
            "split",
            """
            Make some items of a story one of their own. The part with the first item keeps its id. Those who were told of the
            story were told of both parts: they hear of a denial of either.

              monitor story split 3fa9 1c77a0 90be41
            """
        )
        {
            id,
            items,
            who,
            tell,
        };
        return OnRegister(
            command,
            async (asked, token) =>
            {
                if (await FindOpenAsync(asked, asked.Arguments.GetRequiredValue(id), token) is not { } story)
                    return ExitCode.Failed;
                if (KeysOf(story, asked.Arguments.GetRequiredValue(items), asked.Arguments) is not { } keys)
                    return ExitCode.Failed;
                return await ChangeAsync(
                    asked,
                    new SplitByHand(story.RuleId, story.Story.Story.Id, keys),
                    asked.TellingOf(tell, who, story.RuleId),
                    "a story cannot be parted from all of its items",
                    other => $"{StoryPrinting.Id(story)} is two stories now; the other is {StoryPrinting.Id(other)}.",
                    token
                );
            }
        );
    }

    private static Command Join()
    {
        var id = Id();
        var other = new Argument<string>("OTHER") { Description = "The other story of the same rule" };
        var (who, tell) = (Who(), Tell());
        var command = new Command(
            "join",
            """
            Make two stories of one rule one: the older keeps its id. Those who were told of either hear what comes of both, in
            the conversation of the one that was told first.

              monitor story join 3fa9 77c0
            """
        )
        {
            id,
            other,
            who,
            tell,
        };
        return OnRegister(
            command,
            async (asked, token) =>
            {
                var one = await FindOpenAsync(asked, asked.Arguments.GetRequiredValue(id), token);
                var two = await FindOpenAsync(asked, asked.Arguments.GetRequiredValue(other), token);
                if (one is null || two is null)
                    return ExitCode.Failed;
                if (one.RuleId != two.RuleId)
                    return OnLedger.Fail(
                        asked.Arguments,
                        $"{StoryPrinting.Id(one)} is a story of the rule {one.RuleId}, {StoryPrinting.Id(two)} of {two.RuleId}: only stories of one rule can be joined. Nothing was changed."
                    );
                return await ChangeAsync(
                    asked,
                    new JoinByHand(one.RuleId, one.Story.Story.Id, two.Story.Story.Id),
                    asked.TellingOf(tell, who, one.RuleId),
                    "a story cannot be joined with itself",
                    joined =>
                        $"{StoryPrinting.Id(one)} and {StoryPrinting.Id(two)} are one story now: {StoryPrinting.Id(joined)}.",
                    token
                );
            }
        );
    }

    private static Command SetState()
    {
        var id = Id();
        var status = new Argument<string>("STATUS")
        {
            Description = $"How it stands: {string.Join(", ", States.Select(StoryWording.WordOf))}",
        };
        status.AcceptOnlyFromAmong([.. States.Select(StoryWording.WordOf)]);
        var (who, tell) = (Who(), Tell());
        var command = new Command(
            "set-state",
            """
            Say how a story stands. Items that come later may change it again.

              monitor story set-state 3fa9 denied --who "the ministry, by phone"
              monitor story set-state 3fa9 reported
            """
        )
        {
            id,
            status,
            who,
            tell,
        };
        return OnRegister(
            command,
            async (asked, token) =>
            {
                if (await FindOpenAsync(asked, asked.Arguments.GetRequiredValue(id), token) is not { } story)
                    return ExitCode.Failed;
                var word = asked.Arguments.GetRequiredValue(status);
                return await ChangeAsync(
                    asked,
                    new SetStateByHand(
                        story.RuleId,
                        story.Story.Story.Id,
                        States.First(one => StoryWording.WordOf(one) == word),
                        asked.Arguments.GetRequiredValue(who)
                    ),
                    asked.TellingOf(tell, who, story.RuleId),
                    "it is not open any more",
                    set => $"{StoryPrinting.Id(set)} is {word} now, by {asked.Arguments.GetRequiredValue(who)}.",
                    token
                );
            }
        );
    }

    private static Option<string> Who() =>
        new("--who")
        {
            Description = "Who says so, as later alerts will name them; your user name when left out",
            HelpName = "TEXT",
            DefaultValueFactory = _ => Environment.UserName,
        };

    private static Option<bool> Tell() =>
        new("--tell") { Description = "Tell those who were told of the story, in the same conversation" };

    private static Argument<string> Id() =>
        new("ID") { Description = "The id that 'story list' prints; the beginning is enough while it is the only one" };

    private static Command OnRegister(Command command, Func<Asked, CancellationToken, Task<int>> act)
    {
        command.Add(CommonOptions.Config());
        command.SetAction(
            (arguments, token) =>
                OnLedger.RunAsync(
                    arguments,
                    (configuration, store) => act(new Asked(arguments, configuration, store), token),
                    token
                )
        );
        return command;
    }

    private static async Task<KeptStory?> FindAsync(Asked asked, string id, CancellationToken cancellationToken)
    {
        var story = id.Length == 0 ? null : await asked.Stories.FindAsync(id, cancellationToken);
        if (story is null)
            OnLedger.Fail(
                asked.Arguments,
                $"No story has an id that begins with \"{id}\", or more than one has: see 'monitor story list'. Nothing was changed."
            );
        return story;
    }

    private static async Task<KeptStory?> FindOpenAsync(Asked asked, string id, CancellationToken cancellationToken)
    {
        var story = await FindAsync(asked, id, cancellationToken);
        if (story is null || StoryRegister.IsOpen(story, asked.Now))
            return story;
        OnLedger.Fail(
            asked.Arguments,
            $"{StoryPrinting.Id(story)} is closed: its last item came {Lines.Time(story.Story.Story.Last)}, and no item joins it any more. Nothing was changed."
        );
        return null;
    }

    /// <summary>The keys of these items; null when one of them is wrong, so that half a command is never done.</summary>
    private static ImmutableHashSet<string>? KeysOf(KeptStory story, string[] items, ParseResult arguments)
    {
        var keys = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var found = story
                .Story.Members.Select(member => member.Key)
                .Where(key => key == item || StoryPrinting.IdOf(key).StartsWith(item, StringComparison.Ordinal))
                .ToArray();
            if (item.Length == 0 || found is not [var only])
            {
                OnLedger.Fail(
                    arguments,
                    $"{(found.Length > 1 ? "More than one item" : "No item")} of the story has an id that begins with \"{item}\": see 'monitor story show {StoryPrinting.Id(story)}'. Nothing was changed."
                );
                return null;
            }
            keys.Add(only);
        }
        return keys.ToImmutable();
    }

    private static async Task<int> ChangeAsync(
        Asked asked,
        ChangeByHand change,
        AskedTelling? telling,
        string whyNot,
        Func<KeptStory, string> done,
        CancellationToken cancellationToken
    )
    {
        var window = asked.WindowOf(change.RuleId);
        if (await asked.Stories.ChangeAsync(change, window, telling, asked.Now, cancellationToken) is not { } changed)
            return OnLedger.Fail(asked.Arguments, $"Nothing was changed: {whyNot}.");
        var owed =
            telling is null ? ""
            : changed.Owed == 0 ? " Nobody was told of it, and nobody is told now."
            : $" {Lines.Counted(changed.Owed, "receiver")} told.";
        await asked.Output.WriteLineAsync(CleanText.Line(done(changed.Story) + owed));
        return ExitCode.Ok;
    }

    /// <summary>What is asked for, and of which ledger.</summary>
    private sealed record Asked(ParseResult Arguments, MonitorConfiguration Configuration, LedgerStore Store)
    {
        public StoryRegister Stories { get; } = new(Store);

        public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

        public TextWriter Output => Arguments.InvocationConfiguration.Output;

        /// <summary>How a change is told, if it is asked for.</summary>
        public AskedTelling? TellingOf(Option<bool> tell, Option<string> who, string ruleId) =>
            Arguments.GetValue(tell)
                ? new AskedTelling(
                    Arguments.GetRequiredValue(who),
                    receiver =>
                        Configuration.Rules.FirstOrDefault(rule => rule.Id == ruleId)?.Mode
                        ?? Configuration.Receivers.FirstOrDefault(one => one.Name == receiver)?.Mode
                )
                : null;

        /// <summary>How long the stories of a rule are followed, of one that is gone as of one that does not say.</summary>
        public TimeSpan WindowOf(string ruleId) =>
            (Configuration.Rules.FirstOrDefault(rule => rule.Id == ruleId)?.Stories ?? StoryTelling.Default).Window;
    }
}
