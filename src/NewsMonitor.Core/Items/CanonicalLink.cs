using System.Collections.Frozen;

namespace NewsMonitor.Core.Items;

/// <summary>
/// An address as far as it tells which page is meant: without the scheme, and without the keys by which publishers follow
/// their readers. Only what an item is known by is read so; people are always shown the address as it was published.
/// </summary>
internal static class CanonicalLink
{
    private static readonly string[] TrackingPrefixes =
    [
        "utm_",
        "mtm_",
        "pk_",
        "piwik_",
        "hsa_",
        "at_campaign",
        "at_custom",
        "at_medium",
        "at_link",
        "ns_campaign",
        "ns_mchannel",
        "ns_source",
    ];

    private static readonly FrozenSet<string> TrackingKeys = FrozenSet.ToFrozenSet(
        [
            "_hsenc",
            "_hsmi",
            "cmp",
            "cmpid",
            "dclid",
            "fbclid",
            "ftag",
            "gbraid",
            "gclid",
            "icid",
            "igsh",
            "igshid",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "msclkid",
            "ncid",
            "ocid",
            "oly_anon_id",
            "oly_enc_id",
            "s_cid",
            "srsltid",
            "ttclid",
            "twclid",
            "vero_id",
            "wbraid",
            "xtor",
            "yclid",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Keys that only say where the reader came from, when they say that it was the feed.</summary>
    private static readonly FrozenSet<string> OriginKeys = FrozenSet.ToFrozenSet(
        ["campaign", "feature", "from", "medium", "origin", "partner", "ref", "referrer", "source", "src", "via"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> FeedWords = FrozenSet.ToFrozenSet(
        ["atom", "feed", "feeds", "rss", "rss2", "rssfeed", "rss_feed", "rss-feed"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Host, port, path, query and fragment, as far as they tell the page.</summary>
    public static string Of(Uri link)
    {
        var text = link.GetComponents(
            UriComponents.Host | UriComponents.Port | UriComponents.PathAndQuery | UriComponents.Fragment,
            UriFormat.UriEscaped
        );
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var page = hash < 0 ? text : text[..hash];
        var query = page.IndexOf('?', StringComparison.Ordinal);
        return (query < 0 ? page : string.Concat(page.AsSpan(0, query), Pairs('?', page[(query + 1)..])))
            + (hash < 0 ? "" : Pairs('#', text[(hash + 1)..]));
    }

    /// <summary>What is left of a query or a fragment; a fragment that is no list of pairs stays as it is.</summary>
    private static string Pairs(char mark, string written)
    {
        var pairs = written.Split('&');
        if (!Array.Exists(pairs, IsTracking))
            return mark + written;
        var rest = string.Join('&', pairs.Where(pair => !IsTracking(pair)));
        return rest.Length == 0 ? "" : mark + rest;
    }

    private static bool IsTracking(string pair)
    {
        var sign = pair.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0)
            return false;
        var key = pair[..sign];
        return TrackingKeys.Contains(key)
            || Array.Exists(TrackingPrefixes, prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || (OriginKeys.Contains(key) && FeedWords.Contains(pair[(sign + 1)..]));
    }
}
