using System.Net;
using System.Net.Sockets;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

/// <summary>The guard, asked with a resolver that answers by script and a connector that connects to nothing.</summary>
public sealed class AddressGuardTests
{
    private readonly List<IPEndPoint> _connected = [];
    private readonly List<string> _resolved = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://192.0.2.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::ffff:0:127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b:1::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:7f00:1::]/")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("http://[3fff::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1%25lo]/")]
    [InlineData("http://[fec0::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[5f00::1]/")]
    [InlineData("http://[100::1]/")]
    public async Task An_address_that_is_not_public_is_refused_in_every_spelling(string url)
    {
        var host = new Uri(url).IdnHost;
        // What the machine's resolver makes of the spellings that are no literals for .NET.
        var guard = Guard(_ => [IPAddress.Loopback]);

        var refused = await Assert.ThrowsAsync<AddressRefusedException>(() => guard.ConnectAsync(host, 80, Token));

        Assert.StartsWith("refused: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("non-public address", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_connected);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    [InlineData("::ffff:8.8.8.8")]
    public async Task A_public_address_is_connected_to(string address)
    {
        var guard = Guard(_ => [IPAddress.Parse(address)]);

        await guard.ConnectAsync("news.example.org", 443, Token);

        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), 443), Assert.Single(_connected));
    }

    [Theory]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("93.184.216.34", "fd00::1")]
    [InlineData("127.0.0.1", "93.184.216.34")]
    public async Task One_address_that_is_not_public_refuses_the_host_as_a_whole(string first, string second)
    {
        var guard = Guard(_ => [IPAddress.Parse(first), IPAddress.Parse(second)]);

        var refused = await Assert.ThrowsAsync<AddressRefusedException>(() =>
            guard.ConnectAsync("news.example.org", 443, Token)
        );

        Assert.Equal($"refused: news.example.org resolves to non-public address {first}, {second}", refused.Message);
        Assert.Empty(_connected);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("metadata.google.internal")]
    [InlineData("news.example.org")]
    public async Task A_name_counts_for_nothing_and_what_it_resolves_to_for_all(string host)
    {
        var guard = Guard(_ => [IPAddress.Parse("169.254.169.254")]);

        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.ConnectAsync(host, 80, Token));

        Assert.Empty(_connected);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_address_checked_is_the_one_connected_to()
    {
        var answers = 0;
        var guard = Guard(_ => [answers++ % 2 == 0 ? IPAddress.Parse("93.184.216.34") : IPAddress.Loopback]);

        for (var i = 0; i < 100; i++)
        {
            try
            {
                await guard.ConnectAsync("rebinding.example.org", 80, Token);
            }
            catch (AddressRefusedException)
            {
                // Every second answer is the private one.
            }
        }

        Assert.Equal(100, _resolved.Count);
        Assert.Equal(50, _connected.Count);
        Assert.All(_connected, endpoint => Assert.Equal(IPAddress.Parse("93.184.216.34"), endpoint.Address));
    }

    [Theory]
    [InlineData("intranet.example.org", "intranet.example.org")]
    [InlineData("Intranet.Example.org.", "intranet.example.org")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("[fd00::1]", "fd00:0:0::1")]
    public async Task A_host_that_the_operator_allows_may_be_private(string allowed, string host)
    {
        var guard = Guard(_ => [IPAddress.Parse("10.0.0.1")], allowed);

        await guard.ConnectAsync(host, 80, Token);

        Assert.Single(_connected);
        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.ConnectAsync("other.example.org", 80, Token));
    }

    [Fact]
    public async Task A_name_without_addresses_does_not_resolve()
    {
        var guard = Guard(_ => []);

        var problem = await Assert.ThrowsAsync<SocketException>(() =>
            guard.ConnectAsync("nowhere.example.org", 80, Token)
        );

        Assert.Equal("the host name does not resolve", Refusals.Of(problem));
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_does_not_answer()
    {
        var (dead, alive) = (IPAddress.Parse("2606:4700::1"), IPAddress.Parse("93.184.216.34"));
        var guard = new AddressGuard(
            [],
            (_, _) => Task.FromResult<IPAddress[]>([dead, alive]),
            (endpoint, _) =>
            {
                _connected.Add(endpoint);
                return endpoint.Address.Equals(alive)
                    ? Task.FromResult(Stream.Null)
                    : throw new SocketException((int)SocketError.NetworkUnreachable);
            }
        );

        await guard.ConnectAsync("news.example.org", 80, Token);

        Assert.Equal([dead, alive], _connected.Select(endpoint => endpoint.Address));
    }

    private AddressGuard Guard(Func<string, IPAddress[]> resolve, params string[] allowed) =>
        new(
            allowed,
            (host, _) =>
            {
                _resolved.Add(host);
                return Task.FromResult(resolve(host));
            },
            (endpoint, _) =>
            {
                _connected.Add(endpoint);
                return Task.FromResult(Stream.Null);
            }
        );
}
