using System.Collections.Frozen;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// The names of elements and attributes that are let into trees: words of feeds and of HTML. The library that builds trees
/// never forgets a name without a namespace, so a feed that invents names on every poll would fill the memory for ever.
/// </summary>
internal static class KnownWords
{
    /// <summary>How an element is called whose name nobody looks for.</summary>
    public const string Other = "other";

    private const string Html = """
        a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption
        center cite code col colgroup command data datalist dd del details dfn dialog dir div dl dt em embed fieldset
        figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
        ins kbd keygen label legend li link main map mark marquee math menu meta meter nav noembed noframes noscript object
        ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script section select small
        source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
        track tt u ul var video wbr xmp
        """;

    private const string HtmlAttributes = """
        align alt border cellpadding cellspacing char charset checked class clear color cols colspan compact controls coords
        datetime dir disabled face frame headers height hreflang hspace id ismap itemprop lang longdesc media name nohref
        noshade nowrap open poster prompt rel rev rows rowspan rules scope shape size span srcset start summary tabindex
        target title type usemap valign value vspace width
        """;

    private const string Sitemap = "urlset url loc lastmod news publication publication_date keywords";

    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        FeedNames.Words.Concat(
            $"{Html} {HtmlAttributes} {Sitemap}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        ),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The word as its format spells it; null for a name that is nobody's word.</summary>
    public static string? Of(string name) => Words.TryGetValue(name, out var word) ? word : null;
}
