using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;
using static NewsMonitor.Tests.Ledger.WithdrawalStory;

namespace NewsMonitor.Tests.Commands;

/// <summary>Stories looked at and put right from the command line, beside a worker that keeps its own in memory.</summary>
public sealed class StoryCommandTests : IAsyncLifetime
{
    private const string Other = "Base evacuated: contractors fly home at night";
    private const string OtherText = "Planes left Ain al-Asad for Kuwait with 90 technicians on board.";

    private static readonly WatchRule Watched = Withdrawal with
    {
        Condition = new Any([Withdrawal.Condition, new Phrase { Words = "base evacuated" }]),
    };

    private readonly LedgerWorld _ledger = new();
    private readonly ConfigurationWorld _configuration = new();
    private FeedLedger _worker = null!;
    private int _items;

    public ValueTask InitializeAsync()
    {
        // The commands tell what is open by the clock of the machine.
        _ledger.Time.SetUtcNow(TimeProvider.System.GetUtcNow().AddHours(-2));
        _worker = _ledger.Feeds;
        _configuration
            .Write("monitor.yaml", $"data: {_ledger.Folder}\n")
            .Write("feeds.yaml", "feeds: [\"https://example.org/world.xml\"]")
            .Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://example.org/hook\" }]")
            .Write("rules/iraq.yaml", "rules: [{ name: Iraq, id: iraq, places: [Iraq], notify: [desk] }]");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _configuration.Dispose();
    }

    [Fact]
    public async Task Stories_are_listed_with_state_items_and_those_who_were_told()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await TellAsync("horizon", Denial, DenialText);

        var run = await RunAsync("list");

        Assert.Equal(ExitCode.Ok, run.Code);
        var cells = Assert.Single(run.Lines.Skip(1)).Split('\t');
        Assert.Equal(["denied", "iraq", Report, "3", "3"], cells[1..6]);
        Assert.Equal("desk, risk", cells[8]);
        Assert.Single((await RunAsync("list", "--rule", "iran")).Lines);
        using var json = JsonDocument.Parse((await RunAsync("list", "--format", "json")).Output);
        Assert.StartsWith(cells[0], json.RootElement[0].GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_shown_with_its_changes_its_items_why_they_joined_and_what_was_told()
    {
        await TellAsync("wire", Report, ReportText);
        await SendAllAsync(_ledger);
        await TellAsync("courier", Copy, CopyText);
        await TellAsync("horizon", Denial, DenialText);
        var id = (await OnlyAsync()).Story.Story.Id;

        var run = await RunAsync("show", id[..8]);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("reported -> denied by Esper", run.Output, StringComparison.Ordinal);
        Assert.Contains($"\"{Denial}\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("began the story", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"joined: evidence \d+\.\d, needed \d+\.\d; shares .*Seely \(\d+\.\d\)", run.Output);
        Assert.Contains("desk  new story  sent", run.Output, StringComparison.Ordinal);
        Assert.Contains("risk  state changed  due", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await RunAsync("show", id, "--format", "json")).Output);
        Assert.Equal(3, json.RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("told").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("open").GetBoolean());
        Assert.Equal(Denial, json.RootElement.GetProperty("changes")[0].GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task A_story_that_is_split_by_hand_stays_split_for_the_worker_and_both_parts_are_followed()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await SendAllAsync(_ledger);
        var whole = await OnlyAsync();
        var (first, second) = (whole.Story.Members[0].Key, whole.Story.Members[1].Key);

        // The first item cannot take the id of the story along: the rest leaves.
        var run = await RunAsync("split", whole.Story.Story.Id, StoryPrinting.IdOf(first));

        Assert.Equal(ExitCode.Ok, run.Code);
        var parts = await StoriesAsync();
        Assert.Equal(2, parts.Length);
        Assert.Equal(
            first,
            Assert.Single(parts.Single(part => part.Story.Story.Id == whole.Story.Story.Id).Story.Members).Key
        );
        Assert.Equal(
            second,
            Assert.Single(parts.Single(part => part.Story.Story.Id != whole.Story.Story.Id).Story.Members).Key
        );
        Assert.All(parts, part => Assert.Equal(whole.Told!.Thread, part.Told!.Thread));
        Assert.Equal(2, (await OwedAsync()).Length);

        await TellAsync("horizon", Denial, DenialText);
        Assert.Equal(2, (await StoriesAsync()).Length);
        Assert.Equal(4, (await OwedAsync()).Length);
    }

    [Fact]
    public async Task Two_stories_that_are_joined_by_hand_are_one_for_the_worker_and_for_those_who_were_told()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Other, OtherText);
        await SendAllAsync(_ledger);
        var two = (await StoriesAsync()).OrderBy(story => story.Story.Story.First).ToArray();
        Assert.Equal(2, two.Length);

        var run = await RunAsync("join", two[1].Story.Story.Id, two[0].Story.Story.Id);

        Assert.Equal(ExitCode.Ok, run.Code);
        var one = await OnlyAsync();
        Assert.Equal((two[0].Story.Story.Id, 2), (one.Story.Story.Id, one.Story.Story.Count));
        Assert.Equal(two[0].Told!.Thread, one.Told!.Thread);
        Assert.Equal(4, (await OwedAsync()).Length);

        await TellAsync("horizon", Denial, DenialText);
        Assert.Equal(3, (await OnlyAsync()).Story.Story.Count);
    }

    [Fact]
    public async Task A_state_that_is_set_by_hand_sends_nothing_and_is_what_the_worker_goes_on_from()
    {
        await TellAsync("wire", Report, ReportText);
        await SendAllAsync(_ledger);
        var id = (await OnlyAsync()).Story.Story.Id;

        var run = await RunAsync("set-state", id[..6], "denied", "--who", "the ministry, by phone");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("is denied now, by the ministry, by phone", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await OwedAsync()).Length);

        // What was denied already is no news when it is denied again.
        await TellAsync("horizon", Denial, DenialText);
        Assert.Equal(2, (await OwedAsync()).Length);
        var state = (await OnlyAsync()).Story.Story.State;
        Assert.Equal(ReportStatus.Denied, state.Status);
        Assert.True(Assert.Single(state.Changes).IsByHand);
        Assert.Contains(
            "denied by the ministry, by phone, by hand",
            (await RunAsync("show", id)).Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("denied", "DENIED (set by hand: the ministry, by phone), ")]
    [InlineData("reported", "REPORTED (set by hand: the ministry, by phone), ")]
    public async Task A_state_that_is_set_by_hand_is_told_in_the_thread_when_that_is_asked_for(
        string state,
        string line
    )
    {
        await TellAsync("wire", Report, ReportText);
        await SendAllAsync(_ledger);
        var story = await OnlyAsync();

        var run = await RunAsync(
            "set-state",
            story.Story.Story.Id[..6],
            state,
            "--who",
            "the ministry, by phone",
            "--tell"
        );

        Assert.Contains("2 receivers told", run.Output, StringComparison.Ordinal);
        var told = (await OwedAsync())
            .Select(owed => owed.Alert)
            .Where(alert => alert.Reason == AlertReason.StateChanged)
            .ToArray();
        Assert.Equal(["desk", "risk"], told.Select(alert => alert.Receiver).Order(StringComparer.Ordinal));
        Assert.All(told, alert => Assert.Equal(story.Told!.Thread, alert.Story!.Key));
        Assert.StartsWith(line, StoryWording.Of(told[0]), StringComparison.Ordinal);
        Assert.EndsWith("by wire", StoryWording.Of(told[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_stories_were_joined_or_split_is_told_when_that_is_asked_for()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Other, OtherText);
        await SendAllAsync(_ledger);
        var two = (await StoriesAsync()).OrderBy(story => story.Story.Story.First).ToArray();

        await RunAsync("join", two[0].Story.Story.Id, two[1].Story.Story.Id, "--who", "Gwen", "--tell");
        var joined = await NewsAsync();
        await SendAllAsync(_ledger);
        var other = (await OnlyAsync()).Story.Members.Single(member => member.Title == Other);
        await RunAsync("split", two[0].Story.Story.Id, StoryPrinting.IdOf(other.Key), "--who", "Gwen", "--tell");
        var split = (await NewsAsync()).Except(joined).ToArray();

        Assert.Equal((2, 2), (joined.Length, split.Length));
        Assert.StartsWith(
            $"UPDATE: “{Other}” is the same story (set by hand: Gwen)",
            joined[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            $"UPDATE: “{Other}” is another story (set by hand: Gwen)",
            split[0],
            StringComparison.Ordinal
        );
    }

    /// <summary>The first lines of what is owed but for the first reports, each with whom it is owed to.</summary>
    private async Task<string[]> NewsAsync() =>
        [
            .. (await OwedAsync())
                .Where(owed => owed.Alert.Reason == AlertReason.Development)
                .Select(owed => $"{StoryWording.Of(owed.Alert)} to {owed.Alert.Receiver}"),
        ];

    [Fact]
    public async Task What_cannot_be_done_says_why_and_changes_nothing()
    {
        await TellAsync("wire", Report, ReportText);
        var story = await OnlyAsync();
        var id = story.Story.Story.Id;

        Assert.Contains("No story has an id", (await FailAsync("show", "nothing")).Errors, StringComparison.Ordinal);
        Assert.Contains("No item of the story", (await FailAsync("split", id, "zz")).Errors, StringComparison.Ordinal);
        Assert.Contains(
            "cannot be parted",
            (await FailAsync("split", id, story.Story.Members[0].Key)).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("with itself", (await FailAsync("join", id, id)).Errors, StringComparison.Ordinal);
        Assert.NotEmpty(StoryCommand.Create().Parse(["set-state", id, "wrong"]).Errors);
        Assert.NotEmpty(StoryCommand.Create().Parse(["split", id]).Errors);
        Assert.Equal(1, await _ledger.Store.ReadAsync(one => one.Number("SELECT revision FROM story_rules"), Token));
    }

    [Fact]
    public async Task A_closed_story_is_shown_and_not_changed()
    {
        _ledger.Time.AdjustTime(_ledger.Now.AddDays(-20));
        await TellAsync("wire", Report, ReportText);
        var id = (await OnlyAsync()).Story.Story.Id;

        Assert.Contains("; closed", (await RunAsync("show", id)).Output, StringComparison.Ordinal);
        Assert.Contains("is closed", (await FailAsync("set-state", id, "denied")).Errors, StringComparison.Ordinal);
    }

    private static CancellationToken Token => LedgerWorld.Token;

    private async Task<CommandRun> FailAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCode.Failed, run.Code);
        return run;
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var streams = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await StoryCommand
            .Create()
            .Parse([.. arguments, "--config", _configuration.Folder])
            .InvokeAsync(streams, Token);
        return new(code, streams.Output.ToString()!, streams.Error.ToString()!);
    }

    private Task<ImmutableArray<KeptStory>> StoriesAsync() =>
        new StoryRegister(_ledger.Store).ListAsync(null, 100, Token);

    private async Task<KeptStory> OnlyAsync() => Assert.Single(await StoriesAsync());

    private Task<ImmutableArray<OwedAlert>> OwedAsync() => _ledger.Register.ListAsync(null, null, 100, Token);

    /// <summary>One worker polls a feed that lists one new item, five minutes later.</summary>
    private async Task TellAsync(string feed, string title, string text)
    {
        _ledger.Time.Advance(TimeSpan.FromMinutes(5));
        await _worker.RecordAsync(PollOf(_ledger, ItemOf(feed, _items++, title, text), Watched), Token);
    }
}
