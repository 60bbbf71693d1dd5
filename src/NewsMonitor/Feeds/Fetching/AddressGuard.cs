using System.Net;
using System.Net.Sockets;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>Opens a connection to an address that has been checked.</summary>
internal delegate Task<Stream> ConnectTo(IPEndPoint endpoint, CancellationToken cancellationToken);

/// <summary>A host that must not be contacted: it leads to an address that is not public.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);

/// <summary>
/// Stands where connections are made, so that every hop of every redirect passes it: resolves a name once, refuses it if any
/// of its addresses is not public, and connects to the very address that it has checked.
/// </summary>
/// <param name="allowedHosts">Hosts that may lead to addresses that are not public.</param>
/// <param name="resolve">Finds addresses.</param>
/// <param name="connect">Connects to one.</param>
/// <param name="own">Where Monitor itself listens: refused for allowed hosts, too.</param>
internal sealed class AddressGuard(
    IEnumerable<string> allowedHosts,
    ResolveHost resolve,
    ConnectTo connect,
    OwnListener? own = null
)
{
    private readonly HashSet<string> _allowed = new(allowedHosts.Select(Canonical), StringComparer.OrdinalIgnoreCase);

    /// <summary>A guard over the machine's resolver and sockets.</summary>
    public static AddressGuard OverSockets(IEnumerable<string> allowedHosts, OwnListener? own = null) =>
        new(allowedHosts, (host, token) => Dns.GetHostAddressesAsync(host, token), OpenSocketAsync, own);

    /// <summary>The callback that a <see cref="SocketsHttpHandler"/> opens its connections with.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        new(ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken));

    /// <summary>Connects to a host, or refuses it.</summary>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOfAsync(host, cancellationToken);
        if (!_allowed.Contains(Canonical(host)))
            RefuseUnlessPublic(host, addresses);
        if (own is not null && Array.Exists(addresses, address => own.Is(address, port)))
            throw new AddressRefusedException($"refused: {host}:{port} is Monitor's own status page, not a feed");
        return await ConnectToAnyAsync(addresses, port, cancellationToken);
    }

    private async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        var addresses = await resolve(host, cancellationToken);
        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static void RefuseUnlessPublic(string host, IPAddress[] addresses)
    {
        if (Array.TrueForAll(addresses, IsPublic))
            return;
        var all = string.Join(", ", addresses.Select(address => address.ToString()));
        throw new AddressRefusedException($"refused: {host} resolves to non-public address {all}");
    }

    /// <summary>In the order the resolver gave; an address that does not answer costs at most its share of the time.</summary>
    private async Task<Stream> ConnectToAnyAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; i < addresses.Length - 1; i++)
        {
            if (await TryConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken) is { } stream)
                return stream;
        }
        return await connect(new IPEndPoint(addresses[^1], port), cancellationToken);
    }

    private async Task<Stream?> TryConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            return await connect(endpoint, patience.Token);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<Stream> OpenSocketAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Canonical(string host)
    {
        var bare = host.Trim().Trim('[', ']').TrimEnd('.');
        return IPAddress.TryParse(bare, out var address) ? address.ToString() : bare;
    }

    /// <summary>
    /// True for an address of the public internet (IANA special-purpose registries). IPv6 is allowed by what is global
    /// unicast, less the ranges that carry an IPv4 address inside or lead nowhere; a v4-mapped one is what it maps.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(NotPublic, network => network.Contains(plain))
            : GlobalUnicast.Contains(plain) && !Array.Exists(NotPublic6, network => network.Contains(plain));
    }

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24"
                + " 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
        ),
    ];

    /// <summary>Teredo and other protocol assignments, documentation, 6to4.</summary>
    private static readonly IPNetwork[] NotPublic6 = [.. Networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20")];

    private static IEnumerable<IPNetwork> Networks(string list) =>
        list.Split(' ').Select(network => IPNetwork.Parse(network));
}
