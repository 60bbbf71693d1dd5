namespace NewsMonitor.Core.Stories;

/// <summary>
/// Which items of a story have the text of another one: agencies write, outlets print. Only texts of their own are kept and
/// compared, at most as many as a story keeps items, so an item costs the same however many copies there are.
/// </summary>
internal static class CopySearch
{
    /// <summary>The same words after a week are told of another week.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    /// <summary>The item with what it copies, if it copies one of these: then its text need not be kept again.</summary>
    /// <param name="members">The items of its story that came before it.</param>
    /// <param name="item">The item, printed.</param>
    public static StoryMember In(IEnumerable<OpenMember> members, StoryMember item)
    {
        if (item.Print is not { } print)
            return item;
        var comparison = new TextComparison(print);
        TextCopy? best = null;
        foreach (var (earlier, _, _) in members)
            if (CopyOf(earlier, item, comparison, best) is { } copy && IsNearer(copy, best))
                best = copy;
        return item with { Copy = best, Print = best is { IsTrue: true } ? null : print };
    }

    /// <summary>
    /// The items on one side of a story that is parted. Where the text of copies has gone to the other side, the first of
    /// them is the one that tells it here.
    /// </summary>
    public static IEnumerable<OpenMember> Parted(IReadOnlyList<OpenMember> side, IReadOnlyList<OpenMember> otherSide)
    {
        var gone = otherSide
            .Where(member => member.Member.Print is not null)
            .ToLookup(member => RootOf(member.Member), member => member.Member.Print, StringComparer.Ordinal);
        var told = side.Where(member => member.Member.Print is not null)
            .Select(member => RootOf(member.Member))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var member in side)
            yield return member.Member is { IsCopy: true, Copy: { } copy }
            && gone.Contains(copy.Of)
            && told.Add(copy.Of)
                ? member with
                {
                    Member = member.Member with { Copy = null, Print = gone[copy.Of].First() },
                }
                : member;
    }

    /// <summary>Two stories became one, of which every item is kept: a text that both had is one text now.</summary>
    public static void Renew(OpenStory story)
    {
        story.OwnFeeds.Clear();
        for (var at = 0; at < story.Members.Count; at++)
        {
            var member = story.Members[at];
            if (member.Member.Copy is null)
                story.Members[at] = member with { Member = In(story.Members.Take(at), member.Member) };
            if (!story.Members[at].Member.IsCopy)
                story.OwnFeeds.Add(member.Member.Feed);
        }
    }

    /// <summary>The item whose text it is.</summary>
    private static string RootOf(StoryMember member) =>
        member is { IsCopy: true, Copy: { } copy } ? copy.Of : member.Key;

    private static TextCopy? CopyOf(StoryMember earlier, StoryMember item, TextComparison comparison, TextCopy? best)
    {
        if (earlier.Print is not { } print || (item.At - earlier.At).Duration() > Fresh)
            return null;
        var (key, feed) = earlier is { IsCopy: true, Copy: { } copy }
            ? (copy.Of, copy.Feed)
            : (earlier.Key, earlier.Feed);
        if (feed == item.Feed)
            return null;
        var (share, shared) = comparison.With(print);
        if (
            (best is { IsTrue: true } && share <= best.Share)
            || comparison.LikenessTo(print, share, shared) is not { } likeness
        )
            return null;
        return new TextCopy(
            key,
            feed,
            Math.Round(likeness.Share, 2),
            [.. StandingOf(earlier.Stance, item.Stance), .. likeness.Changed.Select(WordOf)],
            likeness.SaysMore
        );
    }

    /// <summary>A true copy before a changed one; then the nearer; then the earlier.</summary>
    private static bool IsNearer(TextCopy copy, TextCopy? best) =>
        best is null || (copy.IsTrue, copy.Share).CompareTo((best.IsTrue, best.Share)) > 0;

    private static IEnumerable<string> StandingOf(Stance earlier, Stance now) =>
        earlier.Status == now.Status && earlier.Tag == now.Tag ? [] : ["status"];

    private static string WordOf(PrintedKind kind) =>
        kind switch
        {
            PrintedKind.Name => "name",
            PrintedKind.Number => "number",
            _ => "negation",
        };
}
