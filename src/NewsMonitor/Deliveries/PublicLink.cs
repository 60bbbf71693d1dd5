namespace NewsMonitor.Deliveries;

/// <summary>Which links of strangers we pass on.</summary>
internal static class PublicLink
{
    /// <summary>True for absolute http and https addresses without user information.</summary>
    public static bool IsSafe(Uri link) =>
        link.IsAbsoluteUri
        && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps)
        && link.UserInfo.Length == 0;
}
