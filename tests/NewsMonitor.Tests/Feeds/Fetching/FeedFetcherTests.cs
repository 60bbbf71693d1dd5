using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

public sealed class FeedFetcherTests
{
    private const string Document = "<rss version='2.0'><channel><title>World</title></channel></rss>";

    [Theory]
    [InlineData("\"a\"", "Mon, 06 Jan 2020 20:00:00 GMT")]
    [InlineData("W/\"a\"", "Mon, 06 Jan 2020 20:00:00 GMT")]
    [InlineData("abc", "Monday-ish")]
    [InlineData("\"d\u00E9j\u00E0\"", "2020-01-06")]
    [InlineData("\"a, b\"", "06 jan 2020, about noon")]
    public async Task Validators_go_back_to_the_server_byte_for_byte(string etag, string lastModified)
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.Headers.ETag = etag;
                context.Response.Headers.LastModified = lastModified;
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Document), context.RequestAborted);
            }
        );

        var first = Assert.IsType<Fetched>(await world.FetchAsync("/feed"));
        await world.FetchAsync("/feed", first.Validators);

        Assert.Equal(new Validators(etag, lastModified), first.Validators);
        var second = world.Server.Visits.Last();
        Assert.Equal(etag, second.Header("If-None-Match"));
        Assert.Equal(lastModified, second.Header("If-Modified-Since"));
        Assert.Null(world.Server.Visits.First().Header("If-None-Match"));
    }

    [Fact]
    public async Task Not_modified_is_an_answer_only_to_a_conditional_request()
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Refuse("/feed", 304);

        Assert.IsType<NotModified>(await world.FetchAsync("/feed", new Validators("\"a\"", null)));
        Assert.StartsWith("304 without a stored copy", await world.FailureAsync("/feed"), StringComparison.Ordinal);
        Assert.Equal(2, world.Server.VisitsTo("/feed"));
    }

    [Fact]
    public async Task Every_request_says_who_asks_and_carries_nothing_else()
    {
        using var activity = new Activity("poll").Start();
        await using var world = await FetchWorld.StartAsync(
            new FetchSettings { Contact = "https://example.org/monitor" }
        );
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.Cookies.Append("track", "me");
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Document), context.RequestAborted);
            }
        );

        await world.FetchAsync("/feed");
        await world.FetchAsync("/feed");

        var visit = world.Server.Visits.Last();
        Assert.Matches(@"^Monitor/\d+\.\d+\.\d+ \(\+https://example\.org/monitor\)$", visit.Header("User-Agent"));
        Assert.Equal("gzip, br", visit.Header("Accept-Encoding"));
        Assert.Equal(
            ["Accept", "Accept-Encoding", "Host", "User-Agent"],
            visit.Headers.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(206)]
    public async Task The_body_of_any_other_answer_is_not_a_document(int status)
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Refuse("/feed", status, body: Document);

        var failed = Assert.IsType<FetchFailed>(await world.FetchAsync("/feed"));

        Assert.StartsWith($"HTTP {status} ", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(status == 410, failed.Gone);
        Assert.Equal(1, world.Server.VisitsTo("/feed"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task What_the_server_asks_us_to_wait_comes_back_with_the_failure(int status)
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Refuse("/feed", status, retryAfter: "3600");

        var failed = Assert.IsType<FetchFailed>(await world.FetchAsync("/feed"));

        Assert.Equal(TimeSpan.FromHours(1), failed.RetryAfter);
        Assert.Equal(1, world.Server.VisitsTo("/feed"));
    }

    public static TheoryData<string> Dawdlers => ["headers", "body", "half a body", "nothing"];

    [Theory]
    [MemberData(nameof(Dawdlers))]
    public async Task The_deadline_counts_to_the_last_byte(string dawdler)
    {
        var time = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        await using var world = await FetchWorld.StartAsync(time: time);
        await using var server = new RawServer((stream, token) => DawdleAsync(dawdler, stream, begun, token));

        var visit = world.FetchAsync(server.Address);
        await begun.Task.WaitAsync(FetchWorld.Token);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(visit.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failed = Assert.IsType<FetchFailed>(await visit);
        Assert.Equal("no complete answer within 30 s", failed.Reason);
        Assert.Single(server.Requests);
    }

    /// <summary>Begins, and then gives a byte now and then, or none.</summary>
    private static async Task DawdleAsync(
        string dawdler,
        Stream stream,
        TaskCompletionSource begun,
        CancellationToken token
    )
    {
        const string Headers = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-Slow: ";
        var start = dawdler switch
        {
            "headers" => Headers,
            "nothing" => "",
            _ => $"{Headers}\r\n\r\n{new string('x', 500)}",
        };
        await stream.WriteAsync(Encoding.Latin1.GetBytes(start), token);
        begun.SetResult();
        while (true)
        {
            if (dawdler is "headers" or "body")
                await stream.WriteAsync("x"u8.ToArray(), token);
            await Task.Delay(20, token);
        }
    }

    [Theory]
    [InlineData("/feed#@127.0.0.9/", "/feed")]
    [InlineData("/feed\\@127.0.0.9/", "/feed/@127.0.0.9/")]
    [InlineData("/feed\r\nX-Injected: 1", "/feed%0D%0AX-Injected:%201")]
    [InlineData("/feed with spaces", "/feed%20with%20spaces")]
    [InlineData("/feed\u0001\u007f", "/feed%01%7F")]
    public async Task An_odd_address_is_asked_for_as_dotnet_parses_it_and_injects_nothing(string written, string path)
    {
        await using var world = await FetchWorld.StartAsync();
        await using var raw = RawServer.Saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        await world.FetchAsync(new Uri($"{raw.Address.GetLeftPart(UriPartial.Authority)}{written}"));

        var request = Assert.Single(raw.Requests);
        Assert.StartsWith($"GET {path} HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nX-Injected", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_feed_is_read_while_one_server_hangs()
    {
        await using var world = await FetchWorld.StartAsync();
        await using var hanging = new RawServer((_, token) => Task.Delay(Timeout.Infinite, token));
        world.Server.Serve("/feed", Document);
        using var patience = new CancellationTokenSource();

        var hung = world.Fetcher.FetchAsync(FetchWorld.FeedAt(hanging.Address), Validators.None, patience.Token);

        Assert.IsType<Fetched>(await world.FetchAsync("/feed"));
        Assert.False(hung.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
    }

    [Fact]
    public async Task One_host_gets_two_requests_at_a_time_and_its_queue_delays_no_other()
    {
        await using var world = await FetchWorld.StartAsync();
        var release = new TaskCompletionSource();
        world.Server.Serve(
            "/slow",
            async context =>
            {
                await release.Task.WaitAsync(context.RequestAborted);
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Document), context.RequestAborted);
            }
        );
        world.Server.Serve("/feed", Document);

        var slow = Enumerable.Range(0, 6).Select(_ => world.FetchAsync("/slow")).ToArray();
        Assert.IsType<Fetched>(await world.FetchAsync(world.Server.AtLocalhost("/feed")));
        release.SetResult();
        var results = await Task.WhenAll(slow);

        Assert.All(results, result => Assert.IsType<Fetched>(result));
        // Two of the slow ones and the one that came by another name.
        Assert.InRange(world.Server.MostAtOnce, 1, 3);
        Assert.Equal(6, world.Server.VisitsTo("/slow"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<rss>")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n")]
    public async Task A_connection_that_ends_before_the_document_is_a_failure(string response)
    {
        await using var world = await FetchWorld.StartAsync();
        await using var server = RawServer.Saying(response);

        Assert.StartsWith("truncated", await world.FailureAsync(server.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_64_KiB_are_a_failure()
    {
        await using var world = await FetchWorld.StartAsync();
        await using var large = RawServer.Saying(
            $"HTTP/1.1 200 OK\r\nX-Large: {new string('x', 200_000)}\r\nContent-Length: 0\r\n\r\n"
        );
        var many = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: y\r\n"));
        await using var multiple = RawServer.Saying($"HTTP/1.1 200 OK\r\n{many}Content-Length: 0\r\n\r\n");

        Assert.Equal("the response headers are larger than the limit", await world.FailureAsync(large.Address));
        Assert.Equal("the response headers are larger than the limit", await world.FailureAsync(multiple.Address));
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_is_a_failure()
    {
        await using var world = await FetchWorld.StartAsync();
        await using var server = RawServer.Saying("220 mail.example.org ESMTP\r\n");

        Assert.Equal("the server does not speak HTTP as it should", await world.FailureAsync(server.Address));
    }

    [Fact]
    public async Task A_refused_connection_is_tried_once_more_and_named()
    {
        await using var world = await FetchWorld.StartAsync();

        Assert.Equal("connection refused", await world.FailureAsync(UnusedAddress()));
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_a_failure_that_says_so()
    {
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        await using var world = await FetchWorld.StartAsync(certificate: certificate.Server);
        world.Server.Serve("/feed", Document);

        var reason = await world.FailureAsync("/feed");

        Assert.StartsWith("TLS failed: ", reason, StringComparison.Ordinal);
        Assert.Contains("UntrustedRoot", reason, StringComparison.Ordinal);
        Assert.Empty(world.Server.Visits);
    }

    [Fact]
    public async Task One_feed_may_believe_its_own_server_without_a_valid_certificate_and_no_other_does()
    {
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        await using var world = await FetchWorld.StartAsync(certificate: certificate.Server);
        world.Server.Serve("/feed", Document).Redirect("/away", 302, world.Server.AtLocalhost("/feed").AbsoluteUri);
        var credulous = FetchWorld.FeedAt(world.Server.At("/feed")) with { AllowInvalidCertificate = true };

        Assert.IsType<Fetched>(await world.Fetcher.FetchAsync(credulous, Validators.None, FetchWorld.Token));
        Assert.StartsWith("TLS failed: ", await world.FailureAsync("/feed"), StringComparison.Ordinal);
        var away = credulous with { Address = world.Server.At("/away") };
        Assert.StartsWith(
            "TLS failed: ",
            Assert.IsType<FetchFailed>(await world.Fetcher.FetchAsync(away, Validators.None, FetchWorld.Token)).Reason,
            StringComparison.Ordinal
        );
        Assert.IsType<Answered>(await world.Fetcher.LookAsync(credulous, world.Server.At("/feed"), FetchWorld.Token));
        Assert.IsType<FetchFailed>(
            await world.Fetcher.LookAsync(credulous, world.Server.AtLocalhost("/feed"), FetchWorld.Token)
        );
    }

    [Fact]
    public async Task User_and_password_go_to_the_feeds_own_server_only()
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Redirect("/feed", 302, world.Server.AtLocalhost("/other").AbsoluteUri);
        world.Server.Serve("/other", Document);
        var address = new UriBuilder(world.Server.At("/feed")) { UserName = "desk", Password = "s%3Acret" }.Uri;

        var fetched = Assert.IsType<Fetched>(await world.FetchAsync(address));

        Assert.Equal(
            "Basic " + Convert.ToBase64String("desk:s:cret"u8),
            world.Server.Visits.First().Header("Authorization")
        );
        Assert.Null(world.Server.Visits.Last().Header("Authorization"));
        Assert.Equal(world.Server.AtLocalhost("/other"), fetched.Document.Address);
    }

    [Fact]
    public async Task The_document_comes_with_what_is_needed_to_read_it()
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.ContentType = "text/xml; charset=koi8-r";
                context.Response.Headers.ContentLanguage = "ru";
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Document), context.RequestAborted);
            }
        );

        var document = Assert.IsType<Fetched>(await world.FetchAsync("/feed")).Document;

        Assert.Equal("text/xml; charset=koi8-r", document.ContentType);
        Assert.Equal("ru", document.ContentLanguage);
        Assert.Equal(world.Server.At("/feed"), document.Address);
        Assert.Equal(Document, Encoding.UTF8.GetString(document.Bytes.Span));
    }

    /// <summary>A port where nobody listens: it was free a moment ago.</summary>
    private static Uri UnusedAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/feed");
    }
}
