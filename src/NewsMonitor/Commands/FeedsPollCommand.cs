using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds poll NAME</c>: one visit with everything shown.</summary>
internal static class FeedsPollCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var feed = new Argument<string>("feed") { Description = "The id or the name of a feed" };
        var conditional = new Option<bool>("--conditional")
        {
            Description = "Ask as the worker does: only for what has changed since its last poll",
        };
        var command = new Command(
            "poll",
            """
            Visit one feed now and show everything: what the server answered, how the document was read, which of its items are
            new, which rules match them, and when the worker would come again. Writes nothing and alerts nobody.

              monitor feeds poll "BBC World"
              monitor feeds poll bbc-world --conditional
            """
        )
        {
            feed,
            conditional,
            config,
        };
        command.SetAction(
            (arguments, token) =>
                ConfigurationLoader.Load(arguments.GetRequiredValue(config), runTests: false) switch
                {
                    Loaded loaded => RunAsync(
                        loaded.Configuration,
                        arguments.GetRequiredValue(feed),
                        arguments.GetValue(conditional),
                        arguments.InvocationConfiguration,
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

    private static async Task<int> RunAsync(
        MonitorConfiguration configuration,
        string wanted,
        bool isConditional,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        if (Find(configuration, wanted) is not { } feed)
        {
            await streams.Error.WriteLineAsync(
                $"There is no feed \"{wanted}\". There are: {string.Join(", ", configuration.Feeds.Select(one => one.Id))}"
            );
            return ExitCode.Usage;
        }
        try
        {
            await using var store = LedgerStore.OpenExisting(configuration.DataFolder, TimeProvider.System);
            await using var room = FeedsTools.Room(configuration.Fetching);
            var visit = new Visit(
                configuration,
                feed,
                store is null ? null : new FeedLedger(store),
                room,
                streams.Output
            );
            return await visit.ShowAsync(isConditional, cancellationToken);
        }
        catch (LedgerUnavailable fault)
        {
            await streams.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
    }

    private static Feed? Find(MonitorConfiguration configuration, string wanted) =>
        configuration.Feeds.FirstOrDefault(feed => feed.Id == wanted)
        ?? configuration.Feeds.FirstOrDefault(feed =>
            string.Equals(feed.Name, wanted, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>One visit, told while it happens.</summary>
    private sealed class Visit(
        MonitorConfiguration configuration,
        Feed feed,
        FeedLedger? ledger,
        ServiceProvider room,
        TextWriter output
    )
    {
        private const int MostShown = 30;

        public async Task<int> ShowAsync(bool isConditional, CancellationToken cancellationToken)
        {
            var state = ledger is null
                ? new FeedState { Feed = feed.Id }
                : await ledger.StateOfAsync(feed.Id, cancellationToken);
            var validators = isConditional ? new Validators(state.ETag, state.LastModified) : Validators.None;
            Say("Feed", $"{feed.Name} ({feed.Id})");
            Say("Address", feed.Display);
            Say("Asked for", Asked(validators));
            var began = TimeProvider.System.GetTimestamp();
            var result = await room.GetRequiredService<FeedFetcher>().FetchAsync(feed, validators, cancellationToken);
            var took = TimeProvider.System.GetElapsedTime(began);
            return result switch
            {
                FetchFailed failed => ShowFailure(failed, state),
                HeldBack held => ShowFailure(new FetchFailed(held.Reason, held.Until - Now), state),
                NotModified same => ShowUnchanged(same, state, took),
                Fetched fetched => await ShowDocumentAsync(fetched, state, took, cancellationToken),
                var other => throw new InvalidOperationException($"a fetch cannot end as {other}"),
            };
        }

        private int ShowFailure(FetchFailed failed, FeedState state)
        {
            Say("Answer", failed.Reason);
            if (failed.Gone)
                Say("Next poll", "never: its publisher has ended it (410)");
            else
                ShowPlan(new PollOutcome(Now) { Failures = state.Failures + 1, RetryAfter = failed.RetryAfter });
            return ExitCode.Failed;
        }

        private int ShowUnchanged(NotModified same, FeedState state, TimeSpan took)
        {
            Say("Answer", $"304, not modified, in {Milliseconds(took)}");
            ShowMove(same.MovedTo);
            ShowPlan(Outcome(state, same.FreshFor, PollHints.FromText(state.Hints), state.Rhythm));
            return ExitCode.Ok;
        }

        private async Task<int> ShowDocumentAsync(
            Fetched fetched,
            FeedState state,
            TimeSpan took,
            CancellationToken cancellationToken
        )
        {
            var document = fetched.Document;
            Say(
                "Answer",
                $"200, {document.ContentType ?? "no Content-Type"}, {Bytes(document.Bytes.Length)} after decompression, in {Milliseconds(took)}"
            );
            Say(
                "Validators",
                $"ETag {fetched.Validators.ETag ?? "none"}, Last-Modified {fetched.Validators.LastModified ?? "none"}"
            );
            ShowMove(fetched.MovedTo);
            var parsed = room.GetRequiredService<FeedParser>()
                .Parse(document, feed.Id, state.Policy, cancellationToken);
            if (parsed is not Parsed page)
            {
                Say("Document", CleanText.Line(((Unreadable)parsed).Reason));
                return ExitCode.Failed;
            }
            await ShowPageAsync(page, state, cancellationToken);
            ShowPlan(
                Outcome(
                    state,
                    fetched.FreshFor,
                    PollHints.Read(document.Bytes),
                    Rhythm.After(page.Items, 0, state.LastNewItem, state.Rhythm, Now)
                )
            );
            ShowItems(page, await UnseenAsync(page, cancellationToken));
            return ExitCode.Ok;
        }

        private async Task ShowPageAsync(Parsed page, FeedState state, CancellationToken cancellationToken)
        {
            var unseen = await UnseenAsync(page, cancellationToken);
            Say(
                "Document",
                $"\"{CleanText.Line(page.Title ?? "")}\", {page.Language ?? "language unknown"}, {Lines.Counted(page.Items.Length, "item")}, told apart by {page.Policy.ToString().ToLowerInvariant()}"
            );
            foreach (var warning in page.Warnings)
                Say("Remark", CleanText.Line(warning));
            Say("Rhythm", FeedsPrinting.Rhythm(Rhythm.After(page.Items, 0, state.LastNewItem, state.Rhythm, Now)));
            Say(
                "New",
                state.HasBaseline
                    ? $"{unseen.Count} of {page.Items.Length}"
                    : $"the ledger knows nothing of this feed yet; its first poll will {(feed.FirstPoll == FirstPoll.Learn ? "only learn" : "alert for everything")}"
            );
        }

        private async Task<HashSet<string>> UnseenAsync(Parsed page, CancellationToken cancellationToken) =>
            ledger is null
                ? [.. page.Items.Select(item => item.Key)]
                :
                [
                    .. (await ledger.UnseenAsync(feed.Id, page.Policy, page.Items, cancellationToken)).Select(item =>
                        item.Key
                    ),
                ];

        private void ShowItems(Parsed page, HashSet<string> unseen)
        {
            var matcher = new Matcher(RuleIndex.Build(configuration.Rules, Meanings.Shipped.With(configuration.Words)));
            ShowArticles(page, unseen, matcher);
            output.WriteLine();
            foreach (var item in page.Items.Take(MostShown))
                ShowItem(item, unseen.Contains(item.Key), matcher);
            if (page.Items.Length > MostShown)
                output.WriteLine($"and {page.Items.Length - MostShown} more");
        }

        private void ShowArticles(Parsed page, HashSet<string> unseen, Matcher matcher)
        {
            if (feed.Article == ArticleChoice.None)
                return;
            var wanted = page.Items.Count(item =>
                unseen.Contains(item.Key) && (feed.Article == ArticleChoice.All || matcher.MayMatch(item, feed.Origin))
            );
            Say("Articles", $"the worker would fetch that of {Lines.Counted(wanted, "new item")}");
        }

        private void ShowItem(Item item, bool isNew, Matcher matcher)
        {
            var rules = matcher.FindMatchesAsAsked(item, feed.Origin).Select(match => match.Rule.Name).ToList();
            var matched = rules.Count == 0 ? "" : $"   => {string.Join(", ", rules)}";
            output.WriteLine(
                $"{(isNew ? "new" : "   ")}  {Lines.Time(item.Published), -17}  {CleanText.Cut(CleanText.Line(item.Title), 100)}{matched}"
            );
        }

        private void ShowMove(Uri? movedTo)
        {
            if (movedTo is not null)
                Say("Moved", $"for good, to {(feed with { Address = movedTo }).Display}: write it into feeds.yaml");
        }

        private void ShowPlan(PollOutcome outcome)
        {
            var plan = PollPlan.After(feed.Schedule, outcome, configuration.Fetching.Heed, jitter: 0);
            Say(
                "Next poll",
                $"after this one, {Lines.Time(plan.At)}{(plan.Reason is { } reason ? $": {reason}" : "")}"
            );
        }

        private static PollOutcome Outcome(FeedState state, TimeSpan? freshFor, PollHints hints, TimeSpan? rhythm) =>
            new(Now)
            {
                FreshFor = freshFor,
                Hints = hints,
                Rhythm = rhythm,
                LastNewItem = state.LastNewItem,
            };

        private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

        private static string Asked(Validators validators) =>
            validators == Validators.None
                ? "the whole document"
                : $"what has changed since ETag {validators.ETag ?? "none"}, Last-Modified {validators.LastModified ?? "none"}";

        private static string Bytes(int bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");

        private static string Milliseconds(TimeSpan time) =>
            string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

        private void Say(string name, string value) => output.WriteLine($"{name, -11}{value}");
    }
}
