using System.Net;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>The way of one visit, from the feed's address along its redirects.</summary>
internal sealed class RedirectTrail(Feed feed, int mostRedirects)
{
    private readonly List<Uri> _visited = [WithoutSecrets(feed.Address)];
    private bool _isPermanent = true;

    /// <summary>Where the visit is now: without user information and fragment.</summary>
    public Uri Address => _visited[^1];

    /// <summary>The address that the feed has moved to for good: the end of the permanent redirects it began with.</summary>
    public Uri? MovedTo { get; private set; }

    /// <summary>True while the visit is with the server that the feed names: only that one may see its user and password.</summary>
    public bool IsAtHome =>
        Uri.Compare(
            Address,
            feed.Address,
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    /// <summary>True for an answer that sends us elsewhere.</summary>
    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Takes one redirect.</summary>
    /// <returns>Why it cannot be followed; null when it was.</returns>
    public string? Follow(HttpStatusCode status, string? location)
    {
        if (string.IsNullOrWhiteSpace(location))
            return $"HTTP {(int)status} without an address to go to";
        if (Target(location.Trim()) is not { } target)
            return $"redirected to \"{Scheme(location)}\", which is not an address that can be followed";
        if (Refusal(target) is { } refusal)
            return refusal;
        _visited.Add(target);
        _isPermanent &= (int)status is 301 or 308;
        if (_isPermanent)
            MovedTo = target;
        return null;
    }

    private string? Refusal(Uri target)
    {
        if (Address.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp && !feed.AllowHttp)
            return $"{Shown(Address)} redirects from https to {Shown(target)}: refused unless the feed has allow_http: true";
        if (_visited.Contains(target))
            return $"redirect loop: {Chain(target)}";
        return _visited.Count > mostRedirects ? $"too many redirects: {Chain(target)}" : null;
    }

    private Uri? Target(string location)
    {
        // On Unix a path would be read as the address of a file: say that it is relative.
        var isPath = location[0] == '/' && !location.StartsWith("//", StringComparison.Ordinal);
        var written = location.StartsWith("//", StringComparison.Ordinal) ? $"{Address.Scheme}:{location}" : location;
        if (!Uri.TryCreate(written, isPath ? UriKind.Relative : UriKind.RelativeOrAbsolute, out var target))
            return null;
        if (!target.IsAbsoluteUri && !Uri.TryCreate(Address, target, out target))
            return null;
        return target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps
            ? WithoutSecrets(target)
            : null;
    }

    /// <summary>As much of an address that cannot be followed as can be shown.</summary>
    private static string Scheme(string location)
    {
        var colon = location.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and < 20 ? location[..(colon + 1)] : "…";
    }

    private string Chain(Uri target) => string.Join(" -> ", _visited.Append(target).Select(Shown));

    private static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The address without user information and fragment.</summary>
    public static Uri WithoutSecrets(Uri address) =>
        address.UserInfo.Length == 0 && address.Fragment.Length == 0
            ? address
            : new UriBuilder(address)
            {
                UserName = "",
                Password = "",
                Fragment = "",
            }.Uri;
}
