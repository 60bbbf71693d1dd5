namespace NewsMonitor.Feeds.Parsing;

/// <summary>Addresses that a feed names: absolute http or https, or nothing.</summary>
internal static class WebAddress
{
    private const int Longest = 8_192;

    /// <summary>Resolves what was written; null for anything that a browser would not open as a page.</summary>
    public static Uri? Read(string? written, Uri? parent)
    {
        var text = Clean(written);
        if (text.Length is 0 or > Longest)
            return null;
        return Resolve(text, parent) is { } address && IsWeb(address) ? address : null;
    }

    /// <summary>The base that an xml:base or a link to the site sets; the outer one when it sets none.</summary>
    public static Uri? Base(string? written, Uri? outer) => Read(written, outer) ?? outer;

    /// <summary>True for http and https.</summary>
    public static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static Uri? Resolve(string text, Uri? parent)
    {
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = $"{parent?.Scheme ?? Uri.UriSchemeHttps}:{text}";
        // On Unix a path would be read as the address of a file: say that it is relative.
        var kind = text[0] is '/' or '?' or '#' ? UriKind.Relative : UriKind.RelativeOrAbsolute;
        if (!Uri.TryCreate(text, kind, out var address))
            return null;
        if (address.IsAbsoluteUri)
            return address;
        return parent is not null && Uri.TryCreate(parent, address, out var absolute) ? absolute : null;
    }

    /// <summary>As browsers do: no white space around, no line breaks or tabs inside.</summary>
    private static string Clean(string? written)
    {
        var trimmed = written?.Trim() ?? "";
        return trimmed.AsSpan().IndexOfAny("\r\n\t\0") < 0
            ? trimmed
            : string.Concat(trimmed.Where(c => c is not ('\r' or '\n' or '\t' or '\0')));
    }
}
