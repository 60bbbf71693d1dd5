using System.Collections.Immutable;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>The one of several links that leads to the page for people.</summary>
/// <param name="Address">As it was written.</param>
/// <param name="Element">The element that holds it, for its xml:base.</param>
internal sealed record LinkChoice(string Address, XElement Element)
{
    /// <summary>
    /// The alternate in HTML, else the first alternate; a link without rel is one (RFC 4287 §4.2.7.2). RSS knows one link,
    /// and where a publisher writes several the last one counts, as other readers have it.
    /// </summary>
    public static LinkChoice? Of(ImmutableArray<Child> children)
    {
        var links = children
            .Where(child => child.IsOwn("link") && Rank(child) >= 0)
            .OrderBy(Rank)
            .Select(child => new LinkChoice(Written(child.Element), child.Element));
        var written = links.Where(link => link.Address.Length > 0).ToList();
        return written.FindLast(link => link.Element.Named("href") is null) ?? written.FirstOrDefault();
    }

    private static string Written(XElement link) => (link.Named("href") ?? link.Value).Trim();

    /// <summary>RFC 4287 §4.2.7.2: a relation may be written as the address of its registration.</summary>
    private static bool IsAddressOfAlternate(string rel) =>
        rel.Length > 0 && FeedNames.Is(rel[(rel.LastIndexOfAny(['#', '/']) + 1)..], "alternate");

    private static int Rank(Child child)
    {
        var rel = child.Element.Named("rel")?.Trim() ?? "alternate";
        if (!FeedNames.Is(rel, "alternate") && !IsAddressOfAlternate(rel) && rel.Length > 0)
            return -1;
        if (child.Vocabulary == Vocabulary.Core && child.Element.Named("href") is null)
            return 0;
        var type = child.Element.Named("type") ?? "text/html";
        return type.Contains("html", StringComparison.OrdinalIgnoreCase) ? 1 : 2;
    }
}
