using System.Net;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

/// <summary>Monitor does not poll its own status page, whatever is allowed.</summary>
public sealed class OwnListenerTests
{
    [Theory]
    [InlineData("127.0.0.1:8787", "127.0.0.1", 8787, true)]
    [InlineData("127.0.0.1:8787", "::ffff:127.0.0.1", 8787, true)]
    [InlineData("127.0.0.1:8787", "::1", 8787, true)]
    [InlineData("127.0.0.1:8787", "0.0.0.0", 8787, true)]
    [InlineData("localhost:8787", "127.0.0.1", 8787, true)]
    [InlineData("[::1]:8787", "::1", 8787, true)]
    [InlineData("0.0.0.0:8787", "127.0.0.1", 8787, true)]
    [InlineData("127.0.0.1:8787", "127.0.0.1", 8788, false)]
    [InlineData("127.0.0.1:8787", "192.0.2.1", 8787, false)]
    [InlineData("0.0.0.0:8787", "192.0.2.1", 8787, false)]
    public void It_is_known_under_every_address_that_leads_to_it(string own, string address, int port, bool isOwn) =>
        Assert.Equal(isOwn, OwnListener.Read(own)!.Is(IPAddress.Parse(address), port));

    [Fact]
    public async Task It_is_refused_also_behind_a_redirect_and_on_a_host_that_is_allowed()
    {
        var own = new IPEndPoint(IPAddress.Loopback, 8_787);
        await using var world = await FetchWorld.StartAsync(
            new FetchSettings { OwnAddress = own.ToString(), PerSecond = 0 }
        );
        world.Server.Redirect("/feed", 302, $"http://localhost:{own.Port}/metrics");

        Assert.Contains(
            "is Monitor's own status page, not a feed",
            await world.FailureAsync(new Uri($"http://{own}/healthz")),
            StringComparison.Ordinal
        );
        Assert.Contains("own status page", await world.FailureAsync("/feed"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_configured_to_listen_is_what_is_refused()
    {
        using var world = new ConfigurationWorld()
            .WriteLeast()
            .Write("monitor.yaml", "status: { listen: 127.0.0.1:9191 }\n");

        Assert.Equal("127.0.0.1:9191", world.Load().Fetching.OwnAddress);
    }
}
