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
    /// and where a publisher writes several of its own the last one counts, as other readers have it.
    /// </summary>
    public static LinkChoice? Of(ImmutableArray<Child> children, bool isAtom)
    {
        LinkChoice? best = null;
        var bestRank = Rank.None;
        foreach (var child in children)
        {
            if (!child.IsOwn("link"))
                continue;
            var rank = RankOf(child, isAtom);
            var isBetter = rank < bestRank || (rank == bestRank && rank == Rank.OwnOfRss);
            if (rank == Rank.None || !isBetter || Written(child.Element) is not { Length: > 0 } address)
                continue;
            (best, bestRank) = (new LinkChoice(address, child.Element), rank);
        }
        return best;
    }

    /// <summary>From the best to none.</summary>
    private enum Rank
    {
        OwnOfRss,
        Page,
        Alternate,
        None,
    }

    private static string Written(XElement link) => (link.Named("href") ?? link.Value).Trim();

    private static Rank RankOf(Child child, bool isAtom)
    {
        var rel = child.Element.Named("rel")?.Trim();
        if (rel is { Length: > 0 } && !FeedNames.Is(rel, "alternate") && !IsAddressOfAlternate(rel))
            return Rank.None;
        if (child.Vocabulary == Vocabulary.Core && (child.Element.Named("href") is null || (!isAtom && rel is null)))
            return Rank.OwnOfRss;
        var type = child.Element.Named("type") ?? "text/html";
        return type.Contains("html", StringComparison.OrdinalIgnoreCase) ? Rank.Page : Rank.Alternate;
    }

    /// <summary>RFC 4287 §4.2.7.2: a relation may be written as the address of its registration.</summary>
    private static bool IsAddressOfAlternate(string rel) =>
        FeedNames.Is(rel[(rel.LastIndexOfAny(['#', '/']) + 1)..], "alternate");
}
