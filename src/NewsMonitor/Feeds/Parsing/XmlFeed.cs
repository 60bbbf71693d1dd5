namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// XML on its way to CodeHollow.FeedReader: guarded, repaired once if it is broken, brought into canonical form if it is
/// unusual. A healthy feed passes the guard and is read as it is.
/// </summary>
internal static class XmlFeed
{
    /// <summary>Reads the document, or says what it is instead.</summary>
    public static (Listing? Listing, string? Problem) Read(
        string text,
        Uri address,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        if (NotAFeed.IsHtml(text) || !text.Contains('<', StringComparison.Ordinal))
            return (null, NotAFeed.Describe(text));
        var (xml, guarded) = Guard(text, warnings, cancellationToken);
        return guarded switch
        {
            Excessive excessive => (null, $"limit passed: {excessive.Reason}"),
            Malformed malformed => (null, malformed.Reason),
            Admitted admitted when !IsFeed(admitted) => (null, NotAFeed.Describe(xml)),
            Admitted admitted => Read(xml, admitted, address, warnings, cancellationToken),
            _ => throw new InvalidOperationException($"the guard gave {guarded}"),
        };
    }

    private static (string Xml, GuardResult Result) Guard(
        string text,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        var (xml, entities) = Doctype.Remove(start == 0 ? text : text[start..]);
        var result = XmlGuard.Inspect(xml, cancellationToken);
        if (result is not Malformed malformed)
            return (xml, result);
        warnings.Add($"repaired: {malformed.Reason}");
        var repaired = XmlRepair.Repair(xml, entities, cancellationToken);
        return (repaired, XmlGuard.Inspect(repaired, cancellationToken));
    }

    private static bool IsFeed(Admitted admitted)
    {
        string[] roots = ["rss", "rdf", "feed", "channel", "item", "entry"];
        return Array.Exists(roots, root => FeedNames.Is(admitted.Root, root));
    }

    private static (Listing?, string?) Read(
        string xml,
        Admitted admitted,
        Uri address,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        if (admitted.HasMoreItems)
            warnings.Add(LimitWarnings.Items);
        if (admitted.IsPlain && TryRead(xml, address, out var plain) is null && plain!.Items.Length == admitted.Items)
            return (plain, null);
        var canonical = FeedNormaliser.Normalise(xml, warnings, cancellationToken);
        if (TryRead(canonical, address, out var listing) is { } problem)
            return (null, $"the feed cannot be read: {problem}");
        if (listing!.Items.Length < admitted.Items)
            warnings.Add($"suspicious: {listing.Items.Length} items read of {admitted.Items} that the document lists");
        return (listing, null);
    }

    private static string? TryRead(string xml, Uri address, out Listing? listing)
    {
        try
        {
            listing = SyndicationReader.Read(xml, address);
            return null;
        }
        // CodeHollow.FeedReader documents no exceptions and throws many kinds: for us each means that it cannot read this.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            listing = null;
            return problem.Message;
        }
    }
}
