using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.Tests.Demo;

public sealed class LoopbackNewsroomTests
{
    [Fact]
    public async Task An_unchanged_document_is_confirmed_and_a_changed_one_is_served_whole()
    {
        var text = "first";
        await using var newsroom = await OpenAsync(() => text);
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });

        using var first = await AskAsync(connection, newsroom.AddressOf("feed.xml"), null);
        using var same = await AskAsync(connection, newsroom.AddressOf("feed.xml"), first.Headers.ETag);
        text = "second";
        using var changed = await AskAsync(connection, newsroom.AddressOf("feed.xml"), first.Headers.ETag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("second", await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal([200, 304, 200], newsroom.Visits.Select(visit => visit.Status));
    }

    [Fact]
    public async Task A_feed_counts_as_read_only_once_its_present_document_is_confirmed()
    {
        var text = "first";
        await using var newsroom = await OpenAsync(() => text);
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });

        using var first = await AskAsync(connection, newsroom.AddressOf("feed.xml"), null);
        Assert.True(newsroom.EveryFeedWasVisited);
        Assert.False(newsroom.EveryFeedIsRead);

        using var same = await AskAsync(connection, newsroom.AddressOf("feed.xml"), first.Headers.ETag);
        Assert.True(newsroom.EveryFeedIsRead);

        text = "second";
        Assert.False(newsroom.EveryFeedIsRead);
    }

    [Fact]
    public async Task A_name_that_nobody_publishes_under_is_not_found()
    {
        await using var newsroom = await OpenAsync(() => "");
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });

        using var answer = await AskAsync(connection, newsroom.AddressOf("other.xml"), null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<LoopbackNewsroom> OpenAsync(Func<string> text) =>
        LoopbackNewsroom.OpenAsync(
            [new("feed.xml", () => new FeedPage(Encoding.UTF8.GetBytes(text()), "application/rss+xml", null))],
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    private static Task<HttpResponseMessage> AskAsync(
        HttpMessageInvoker connection,
        Uri address,
        EntityTagHeaderValue? tag
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return connection.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
