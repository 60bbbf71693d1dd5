using System.Collections.Immutable;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Limits and manners of fetching, the same for every feed.</summary>
internal sealed record FetchSettings
{
    /// <summary>An address where a publisher can ask who we are; part of the User-Agent.</summary>
    public string Contact { get; init; } = "";

    /// <summary>From the first byte sent to the last byte read, all redirects included. 1 s to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For name resolution, TCP and TLS of one connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most bytes of a document, counted after decompression.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The most redirects of one visit.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>How many requests one host gets at a time.</summary>
    public int PerHost { get; init; } = 2;

    /// <summary>How many requests to one host begin within a second, evenly spaced; 0 for any number.</summary>
    public int PerSecond { get; init; } = 10;

    /// <summary>How far Cache-Control, Expires, ttl, skipHours and skipDays may put a poll off. 1 s to 24 h.</summary>
    public TimeSpan Heed { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Hosts (names or addresses) that may resolve to addresses that are not public.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>Where Monitor itself answers (<c>host:port</c>): never a feed, whatever is allowed; null for nowhere.</summary>
    public string? OwnAddress { get; init; }

    /// <inheritdoc/>
    public bool Equals(FetchSettings? other) =>
        other is not null
        && (Contact, Timeout, ConnectTimeout, MaxBytes, MaxRedirects)
            == (other.Contact, other.Timeout, other.ConnectTimeout, other.MaxBytes, other.MaxRedirects)
        && (PerHost, PerSecond, Heed, OwnAddress) == (other.PerHost, other.PerSecond, other.Heed, other.OwnAddress)
        && AllowedHosts.SequenceEqual(other.AllowedHosts, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Contact, Timeout, ConnectTimeout, MaxBytes, MaxRedirects, PerHost, AllowedHosts.Length);
}
