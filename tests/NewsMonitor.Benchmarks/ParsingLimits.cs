using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using ParseResult = NewsMonitor.Feeds.Parsing.ParseResult;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>limits</c>: the dearest documents that each limit lets through, or stops. Each is read in a process of its own, so that
/// its peak of memory is its own.
/// </summary>
internal static class ParsingLimits
{
    /// <summary>What the fetcher hands over at most.</summary>
    private const int Body = 10 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly (string Name, Func<string> Document)[] Cases =
    [
        ("one text of 10 MiB", () => Rss($"<item><description>{new string('x', Body - 1_000)}</description></item>")),
        (
            "10 MiB of items of 2 kB",
            () => Rss(Filled($"<item><description>{new string('x', 2_000)}</description></item>"))
        ),
        ("a million items", () => Rss(Many("<item/>", 1_000_000))),
        ("100,000 levels", () => Rss($"<item>{Many("<a>", 100_000)}")),
        ("more than 250,000 elements", () => Rss(Filled($"<item>{Many("<a/>", 60)}</item>"))),
        (
            "10 MiB of 256 attributes",
            () => Rss(Filled($"<item {string.Join(' ', Enumerable.Range(0, 255).Select(i => $"a{i}='x'"))}/>"))
        ),
        ("300 attributes", () => Rss($"<item {string.Join(' ', Enumerable.Range(0, 300).Select(i => $"a{i}='x'"))}/>")),
        ("an attribute of 10 MiB", () => Rss($"<item a='{new string('x', Body - 1_000)}'/>")),
        ("a name of 10 MiB", () => Rss($"<{new string('x', Body - 1_000)}/>")),
        ("names of 1,000 characters", () => Rss(Numbered(10_000, i => $"<{new string('x', 1_000)}{i}/>"))),
        (
            "namespaces, one an item",
            () => Rss(Numbered(5_000, i => $"<n:item xmlns:n='urn:{new string('x', 1_900)}{i}'/>"))
        ),
        ("a billion laughs", () => $"<!DOCTYPE rss [{Laughs()}]>{Rss("<item><title>&l9;</title></item>")}"),
        (
            "a quadratic blow-up",
            () =>
                $"<!DOCTYPE rss [<!ENTITY a '{new string('x', 9_000)}'>]>{Rss($"<item><title>{Many("&a;", 1_000)}</title></item>")}"
        ),
        ("a DOCTYPE of 10 MiB", () => $"<!DOCTYPE rss [{Filled("<!ENTITY a 'b'>")}]>{Rss("")}"),
        ("10 MiB of bare ampersands", () => Rss($"<item><title>{Filled("& ")}</title></item>")),
        ("10 MiB of unclosed tags", () => Rss($"<item>{Filled("<b>x")}")),
        ("10 MiB of end tags", () => Rss($"<item>{Filled("</b>x")}")),
        ("10 MiB of <", () => Rss(Filled("<"))),
        ("10 MiB of quotes in a tag", () => Rss($"<item {Filled("a='b\" ")}")),
        ("10 MiB of control characters", () => Rss($"<item><title>{Filled("\u0001x")}</title></item>")),
        ("10 MiB of references to nothing", () => Rss($"<item><title>{Filled("&nosuch;")}</title></item>")),
        ("HTML of 100,000 levels", () => Html(Many("<div>", 100_000))),
        ("HTML of 255 levels, again and again", () => Html(Filled(Many("<div>", 255) + Many("</div>", 255)))),
        (
            "5,000 HTML tags, nine times",
            () =>
                Rss(
                    Many(
                        $"<item><description><![CDATA[{Many("<a href='/x?a=b&c'>x</a> ", 2_500)}]]></description></item>",
                        9
                    )
                )
        ),
        (
            "1 MiB of HTML links, nine times",
            () =>
                Rss(
                    Many(
                        $"<item><description><![CDATA[{Many("<a href='/x?a=b&c'>x</a> ", 42_000)}]]></description></item>",
                        9
                    )
                )
        ),
        (
            "1 MiB of unclosed frames, nine times",
            () => Rss(Many($"<item><description><![CDATA[{Many("<iframe>", 130_000)}]]></description></item>", 9))
        ),
        (
            "1 MiB of <p>, nine times",
            () => Rss(Many($"<item><description><![CDATA[{Many("<p>", 349_000)}]]></description></item>", 9))
        ),
        ("10 MiB of dates", () => Rss(Filled($"<item><pubDate>{new string('1', 1_900)}</pubDate></item>"))),
        ("10 MiB of categories", () => Rss($"<item>{Filled($"<category>{new string('x', 30)}</category>")}</item>")),
        ("10 MiB of authors", () => Rss($"<item>{Filled($"<author>{new string('x', 30)}@</author>")}</item>")),
        ("one author of 1 MiB with addresses", () => Rss($"<item><author>{Many("a@ (", 262_000)}</author></item>")),
        (
            "a link of 10 MiB",
            () => Rss($"<item><link>https://example.org/{new string('x', Body - 1_000)}</link></item>")
        ),
        ("JSON of 100,000 levels", () => Json(new string('[', 100_000))),
        ("JSON of one string of 10 MiB", () => Json($"{{\"content_text\": \"{new string('x', Body - 1_000)}\"}}")),
        ("JSON of 5 million numbers", () => Json(string.Join(',', Enumerable.Repeat("1", 5_000_000)))),
        ("JSON of 10 MiB of items", () => Json(string.Join(',', Enumerable.Repeat("{\"id\":1}", 1_000_000)))),
        ("an HTML page of 10 MiB", () => $"<!DOCTYPE html><html>{Filled("<p>x")}"),
        ("10 MiB of white space", () => new string(' ', Body)),
        ("10 MiB of zeros", () => new string('\0', Body)),
    ];

    public static Command Create()
    {
        var only = new Option<int?>("--case") { Description = "Read only this one, in this process", Hidden = true };
        var command = new Command("limits", "CPU and memory of the worst documents") { only };
        command.SetAction(parsed => parsed.GetValue(only) is { } number ? Read(number) : ReadAll());
        return command;
    }

    private static int ReadAll()
    {
        for (var number = 0; number < Cases.Length; number++)
        {
            using var process = Process.Start(
                new ProcessStartInfo(Environment.ProcessPath!, Arguments(number)) { RedirectStandardOutput = true }
            )!;
            var report = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
                process.Kill();
            process.WaitForExit();
            Console.WriteLine(
                process.ExitCode == 0 ? report.Result.Trim() : $"{Cases[number].Name}: ended with {process.ExitCode}"
            );
        }
        return 0;
    }

    private static string[] Arguments(int number)
    {
        var self = Environment.GetCommandLineArgs()[0];
        string[] own = ["limits", "--case", number.ToString(CultureInfo.InvariantCulture)];
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [self, .. own] : own;
    }

    private static int Read(int number)
    {
        var (name, document) = Cases[number];
        var small = Encoding.UTF8.GetBytes(Rss("<item><title>Q & A</title></item>"));
        for (var warm = 0; warm < 50; warm++)
            Parse(small);
        var bytes = Encoding.UTF8.GetBytes(document());
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (memory, cpu) = (PeakMemory.Begin(), Environment.CpuUsage.TotalTime);
        var result = Parse(bytes);
        var parsing = Environment.CpuUsage.TotalTime - cpu;
        var html = HtmlOf(result);
        var all = Environment.CpuUsage.TotalTime - cpu;
        Measure.Print(
            name,
            $"{parsing.TotalMilliseconds:N0} ms",
            string.Create(
                CultureInfo.InvariantCulture,
                $"+{memory.Rise / 1e6:N0} MB; {bytes.Length / 1e6:0.0} MB; {Said(result)}{(html > 0 ? $"; its HTML made safe: {(all - parsing).TotalMilliseconds:N0} ms" : "")}"
            )
        );
        return 0;
    }

    private static int HtmlOf(ParseResult result) =>
        (result as Parsed)?.Items.Sum(item => (item.SummaryHtml?.Text.Length ?? 0) + (item.BodyHtml?.Text.Length ?? 0))
        ?? 0;

    private static string Said(ParseResult result) =>
        result switch
        {
            Parsed parsed =>
                $"{parsed.Items.Length} items{string.Concat(parsed.Warnings.Take(2).Select(warning => $"; {Start(warning)}"))}",
            Unreadable unreadable => Start(unreadable.Reason),
            _ => $"{result}",
        };

    private static string Start(string words) => words.Length > 70 ? words[..70] + "…" : words;

    private static ParseResult Parse(byte[] bytes) =>
        new FeedParser().Parse(
            new FeedDocument(bytes, "text/xml", new Uri("http://127.0.0.1/feed")),
            "hostile",
            IdentityPolicy.Guid,
            CancellationToken.None
        );

    private static string Rss(string channel) =>
        $"<rss version=\"2.0\"><channel><title>x</title>{channel}</channel></rss>";

    private static string Html(string html) => Rss($"<item><description><![CDATA[{html}]]></description></item>");

    private static string Json(string items) =>
        $"{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{items}]}}";

    private static string Many(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Filled(string part) => Many(part, (Body - 2_000) / Encoding.UTF8.GetByteCount(part));

    private static string Numbered(int count, Func<int, string> part) =>
        string.Concat(Enumerable.Range(0, count).Select(part));

    private static string Laughs() =>
        "<!ENTITY l0 'lol'>" + Numbered(9, i => $"<!ENTITY l{i + 1} '{Many($"&l{i};", 10)}'>");
}
