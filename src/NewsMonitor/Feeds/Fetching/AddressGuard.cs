using System.Net;
using System.Net.Sockets;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>A host that must not be contacted.</summary>
internal sealed class AddressRefused(string message) : IOException(message);

/// <summary>
/// Lets a connection go only to public addresses: names are resolved once, every address is judged, and the address that was
/// judged is the address that is connected to. Runs for every connection, so for every redirect as well.
/// </summary>
internal sealed class AddressGuard(
    FetchSettings settings,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, ValueTask<Stream>> connect
)
{
    private static readonly IPNetwork[] NotPublic =
    [
        // IANA's special-purpose registries: this network, private, shared, loopback, link-local, documentation, benchmarks,
        // multicast, reserved.
        .. Networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4"
        ),
        // Inside global unicast: Teredo, benchmarks and ORCHID, documentation, 6to4.
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Connects to the host if all its addresses are public, or if a person has allowed the host.</summary>
    /// <exception cref="AddressRefused">An address is not public.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await resolve(host.Host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        if (!settings.AllowedHosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase))
            Refuse(host.Host, addresses);
        return await ConnectToFirstAsync(addresses, host.Port, cancellationToken);
    }

    /// <summary>True for addresses that anybody on the Internet may have; IPv4 in IPv6's clothes is judged as IPv4.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(address))
            return false;
        return !Array.Exists(NotPublic, network => network.Contains(address));
    }

    private static void Refuse(string host, IPAddress[] addresses)
    {
        if (Array.TrueForAll(addresses, IsPublic))
            return;
        var list = string.Join(", ", addresses.Select(address => address.ToString()));
        throw new AddressRefused(
            $"refused: {host} resolves to {list}, which is not public. If it is yours, add it to network: {{ allow: [{host}] }} in monitor.yaml"
        );
    }

    private async ValueTask<Stream> ConnectToFirstAsync(
        IPAddress[] addresses,
        int port,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; ; i++)
            try
            {
                return await connect(new IPEndPoint(addresses[i], port), cancellationToken);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                // A host with several addresses is down only when all of them are.
            }
    }

    private static IEnumerable<IPNetwork> Networks(params string[] networks) => networks.Select(IPNetwork.Parse);

    /// <summary>A TCP connection without delay for small writes.</summary>
    public static async ValueTask<Stream> ConnectByTcpAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
