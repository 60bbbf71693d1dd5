using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// XML on its way to CodeHollow.FeedReader: guarded while it becomes a tree, repaired once if it is broken, brought into
/// canonical form if it is unusual. A healthy feed passes the guard and is read as it is.
/// </summary>
internal static partial class XmlFeed
{
    /// <summary>Reads the document, or says what it is instead.</summary>
    public static (Listing? Listing, string? Problem) Read(
        string text,
        Uri address,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        if (NotAFeed.IsHtml(text))
            return InPage(text, address, warnings, cancellationToken) ?? (null, NotAFeed.Describe(text));
        var start = text.IndexOf('<', StringComparison.Ordinal);
        return start < 0
            ? (null, NotAFeed.Describe(text))
            : ReadFrom(start == 0 ? text : text[start..], address, warnings, cancellationToken);
    }

    /// <summary>Some publishers send a feed with a page around it. A page that only talks of feeds holds no items.</summary>
    private static (Listing?, string?)? InPage(
        string text,
        Uri address,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        if (FeedInPage().Match(text) is not { Success: true } feed)
            return null;
        var inside = new ParseWarnings();
        var (listing, _) = ReadFrom(text[feed.Index..], address, inside, cancellationToken);
        if (listing is null or { Items.IsEmpty: true })
            return null;
        warnings.Add("a feed inside an HTML page");
        warnings.AddAll(inside);
        return (listing, null);
    }

    private static (Listing? Listing, string? Problem) ReadFrom(
        string text,
        Uri address,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        var (xml, guarded) = Guard(text, warnings, cancellationToken);
        return guarded switch
        {
            Excessive excessive => (null, $"limit passed: {excessive.Reason}"),
            Malformed malformed => (null, malformed.Reason),
            Admitted admitted when NewsSitemap.Is(admitted.Root) => Read(AsRss(admitted), address, warnings),
            Admitted admitted when !IsFeed(admitted.Root.Name.LocalName) => (null, NotAFeed.Describe(xml)),
            Admitted admitted => Read(admitted, address, warnings),
            _ => throw new InvalidOperationException($"the guard gave {guarded}"),
        };
    }

    private static (string Xml, GuardResult Result) Guard(
        string text,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        var (xml, entities) = Doctype.Remove(text);
        var result = XmlGuard.Admit(xml, cancellationToken);
        if (result is not Malformed malformed)
            return (xml, result);
        warnings.Add($"repaired: {malformed.Reason}");
        var repaired = XmlRepair.Repair(xml, entities, cancellationToken);
        return (repaired, XmlGuard.Admit(repaired, cancellationToken));
    }

    private static bool IsFeed(string root)
    {
        string[] roots = ["rss", "rdf", "feed", "channel", "item", "entry"];
        return Array.Exists(roots, name => FeedNames.Is(root, name));
    }

    private static Admitted AsRss(Admitted sitemap)
    {
        var rss = NewsSitemap.AsRss(sitemap.Root);
        return sitemap with { Root = rss, Items = rss.Descendants("item").Count(), IsPlain = false };
    }

    /// <summary>A shell may be the feed of a site that has nothing to say; more likely its publisher has a fault: it is said.</summary>
    private static string? Lack(XElement root)
    {
        var name = root.Name.LocalName;
        if (!root.HasElements)
            return $"suspicious: an empty <{name}>";
        var needsChannel = FeedNames.Is(name, "rss") || FeedNames.Is(name, "rdf");
        var hasChannel = root.Elements().Any(child => FeedNames.Is(child.Name.LocalName, "channel"));
        return needsChannel && !hasChannel ? $"suspicious: <{name}> without a channel and without items" : null;
    }

    private static (Listing?, string?) Read(Admitted admitted, Uri address, ParseWarnings warnings)
    {
        if (admitted.HasMoreItems)
            warnings.Add(LimitWarnings.Items);
        if (admitted.Items == 0 && Lack(admitted.Root) is { } lack)
            warnings.Add(lack);
        if (admitted.IsPlain && TryRead(admitted.Root, address, out var plain) is null && IsWhole(plain!, admitted))
            return (plain, null);
        var canonical = FeedNormaliser.Normalise(admitted.Root, warnings);
        if (TryRead(canonical, address, out var listing) is { } problem)
            return (null, $"the feed cannot be read: {problem}");
        if (!IsWhole(listing!, admitted))
            warnings.Add($"suspicious: {listing!.Items.Length} items read of {admitted.Items} that the document lists");
        return (listing, null);
    }

    private static bool IsWhole(Listing listing, Admitted admitted) => listing.Items.Length >= admitted.Items;

    private static string? TryRead(XElement root, Uri address, out Listing? listing)
    {
        try
        {
            listing = SyndicationReader.Read(root, address);
            return null;
        }
        // CodeHollow.FeedReader documents no exceptions and throws many kinds: for us each means that it cannot read this.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            listing = null;
            return problem.Message;
        }
    }

    [GeneratedRegex(
        """<(?:rss\s[^<>]*version\s*=|feed\s[^<>]*xmlns\s*=|(?:\w{1,20}:)?RDF\s[^<>]*xmlns)""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FeedInPage();
}
