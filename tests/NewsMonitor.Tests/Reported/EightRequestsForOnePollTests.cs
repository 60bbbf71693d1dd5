using NewsMonitor.Tests.Feeds.Fetching;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary>
/// A server that closed each connection without an answer saw eight requests for one poll: .NET tries three more times by
/// itself, and our own second attempt did that again.
/// </summary>
public sealed class EightRequestsForOnePollTests
{
    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_tried_once_more_and_no_further()
    {
        await using var world = await FetchWorld.StartAsync();
        await using var server = RawServer.Saying("");

        Assert.Equal("the server closed the connection without an answer", await world.FailureAsync(server.Address));
        Assert.Equal(2, server.Requests.Count);
    }
}
