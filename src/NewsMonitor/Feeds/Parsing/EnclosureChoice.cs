using System.Collections.Immutable;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>The files attached to an item: RSS enclosures, Atom links that say <c>rel="enclosure"</c>, Media RSS contents.</summary>
internal static class EnclosureChoice
{
    /// <summary>All of them, in the order of the document.</summary>
    public static ImmutableArray<EnclosureDraft> Of(ImmutableArray<Child> children)
    {
        ImmutableArray<EnclosureDraft>.Builder? files = null;
        foreach (var child in children)
        {
            if (!Is(child) || (child.Element.Named("url") ?? child.Element.Named("href")) is not { } address)
                continue;
            files ??= ImmutableArray.CreateBuilder<EnclosureDraft>();
            if (files.Count == ParseLimits.Enclosures)
                break;
            files.Add(
                new EnclosureDraft(
                    address,
                    child.Element.Named("type"),
                    child.Element.Named("length") ?? child.Element.Named("fileSize")
                )
            );
        }
        return files?.ToImmutable() ?? [];
    }

    private static bool Is(Child child) =>
        child.IsOwn("enclosure")
        || child.Is(Vocabulary.Media, "content")
        || (child.IsOwn("link") && FeedNames.Is(child.Element.Named("rel")?.Trim() ?? "", "enclosure"));
}
