using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class ParseCommandTests : IDisposable
{
    private const string Rss = """
        <rss version="2.0"><channel><title>Example World</title><link>https://news.example/</link><language>en-gb</language>
        <item><guid>g1</guid><title>One</title><link>/one</link><description>First &lt;b&gt;news&lt;/b&gt;</description>
        <author>desk@news.example (Ann Author)</author><pubDate>Mon, 06 Jan 2020 21:15:00 +0100</pubDate></item>
        <item><guid>g2</guid><title>Two</title><link>https://news.example/two</link><pubDate>soon</pubDate></item>
        </channel></rss>
        """;

    private readonly ConfigurationWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_document_is_one_line_of_json()
    {
        var file = Write("world.xml", Rss);

        var run = await CommandRun.OfAsync("parse", file, "--base", "https://news.example/rss", "--format", "ndjson");

        Assert.Equal(ExitCode.Ok, run.Code);
        using var json = JsonDocument.Parse(Assert.Single(run.Lines));
        var root = json.RootElement;
        Assert.Equal(["file", "ok", "error", "feed", "items", "warnings"], Keys(root));
        Assert.Equal(file, root.GetProperty("file").GetString());
        Assert.True(root.GetProperty("ok").GetBoolean());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("error").ValueKind);
        Assert.Equal(["title", "link", "language"], Keys(root.GetProperty("feed")));
        Assert.Equal("Example World", root.GetProperty("feed").GetProperty("title").GetString());
        Assert.Equal("https://news.example/", root.GetProperty("feed").GetProperty("link").GetString());
        var items = root.GetProperty("items").EnumerateArray().ToArray();
        Assert.All(
            items,
            item =>
                Assert.Equal(
                    ["id", "link", "title", "summary", "content", "author", "published", "updated"],
                    Keys(item)
                )
        );
        Assert.Equal(["g1", "g2"], items.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal("https://news.example/one", items[0].GetProperty("link").GetString());
        Assert.Equal("2020-01-06T20:15:00Z", items[0].GetProperty("published").GetString());
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("published").ValueKind);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_costs_only_itself()
    {
        var run = await CommandRun.OfAsync(
            "parse",
            "no-such-file",
            Write("world.xml", Rss),
            _world.Folder,
            Write("page.html", "<!doctype html><title>no feed</title>"),
            "--format",
            "ndjson"
        );

        Assert.Equal(ExitCode.Failed, run.Code);
        var rows = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([false, true, false, false], rows.Select(row => row.GetProperty("ok").GetBoolean()));
        Assert.Equal("the file cannot be read: there is no such file", rows[0].GetProperty("error").GetString());
        Assert.Equal("the file cannot be read: this is a folder, not a file", rows[2].GetProperty("error").GetString());
        Assert.All(
            rows.Where(row => !row.GetProperty("ok").GetBoolean()),
            row => Assert.Equal(0, row.GetProperty("items").GetArrayLength())
        );
    }

    [Fact]
    public async Task Names_come_through_standard_input_so_that_thousands_go_through_one_process()
    {
        var (one, two) = (Write("один.xml", Rss), Write("two.xml", Rss));

        var run = await MonitorProcess.RunAsync($"{one}\n{two}\n\nno-such-file\n", "parse", "-", "--format", "ndjson");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(
            [one, two, "no-such-file"],
            run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!)
        );
    }

    [Fact]
    public async Task For_people_it_lists_the_items_with_their_dates()
    {
        var run = await CommandRun.OfAsync("parse", Write("world.xml", Rss));

        Assert.Contains("Example World, 2 items", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("2020-01-06T20:15:00Z  One", run.Output, StringComparison.Ordinal);
        Assert.Matches("no date +Two", run.Output);
    }

    [Fact]
    public async Task A_title_cannot_command_the_terminal()
    {
        var run = await CommandRun.OfAsync(
            "parse",
            Write("world.xml", Rss.Replace("<title>One", "<title>One&#x9b;2J&#x202e;", StringComparison.Ordinal))
        );

        Assert.DoesNotContain('\u009b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }

    private string Write(string name, string text) => Path.Combine(_world.Write(name, text).Folder, name);

    private static IEnumerable<string> Keys(JsonElement json) =>
        json.EnumerateObject().Select(property => property.Name);
}
