using System.Net;
using System.Net.NetworkInformation;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Where Monitor's own status page listens: polling it would be talking to ourselves.</summary>
/// <param name="Address">The address it is bound to; that of any for all of the machine's.</param>
/// <param name="Port">Its port.</param>
internal sealed record OwnListener(IPAddress Address, int Port)
{
    /// <summary>Reads <c>host:port</c> as the configuration has it; null when there is none.</summary>
    public static OwnListener? Read(string? endpoint)
    {
        var colon = endpoint?.LastIndexOf(':') ?? -1;
        if (colon < 0 || !int.TryParse(endpoint.AsSpan(colon + 1), out var port))
            return null;
        var host = endpoint![..colon].Trim('[', ']');
        return new OwnListener(IPAddress.TryParse(host, out var address) ? address : AddressOf(host), port);
    }

    /// <summary>True when a connection there would reach it.</summary>
    public bool Is(IPAddress address, int port)
    {
        if (port != Port)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var reached = IsAny(plain) ? IPAddress.Loopback : plain;
        return IsAny(Address)
            ? IPAddress.IsLoopback(reached) || IsOfThisMachine(reached)
            : reached.Equals(Address) || (IPAddress.IsLoopback(reached) && IPAddress.IsLoopback(Address));
    }

    /// <summary>A name other than that of this machine's loopback is taken as all of its addresses.</summary>
    private static IPAddress AddressOf(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Any;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsOfThisMachine(IPAddress address) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));
}
