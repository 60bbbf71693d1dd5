using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Whether an item that a rule did not find speaks of a story that it found: measured on two weeks of streams; see
/// <c>Benchmarks held</c>.
/// </summary>
internal static class StandLink
{
    /// <summary>An item that the rule did not find shares so many terms of its headline with one item, and so great a part.</summary>
    private const int FewestShared = 2;
    private const double SharedShare = 0.4;

    /// <summary>One whose headline takes no stand, but its text, must be nearly all of it about that item.</summary>
    private const double SharedShareBelow = 0.6;

    /// <summary>What so many stories hold tells none of them apart, unless they are few.</summary>
    private const double RareShare = 0.03;
    private const int FewStories = 2;

    /// <summary>
    /// A stand that is taken in so many words. No word of the rule is here for a mere <i>not</i> to bind, and of the words of
    /// a story it binds too many; doubts are about everything.
    /// </summary>
    public static bool IsPlain(Stance stance) =>
        stance.Status.IsStand()
        && stance.Status != ReportStatus.Disputed
        && !(
            stance.Cue is { } cue && (StanceReader.IsMereNegation(cue.Words) || StanceReader.IsChangeOfPlan(cue.Words))
        );

    /// <summary>
    /// A link needs more than chance words: one item of the story holds most of what the headline says, a name among it, and
    /// a word that few other stories hold. Who takes the stand may be new, and the words that tell it mostly are.
    /// </summary>
    public static bool IsAbout(OpenMember member, IReadOnlyList<StoryTerm> read, Stance stance, OpenStories stories)
    {
        var held = member.Terms.Select(term => term.Key).ToHashSet(StringComparer.Ordinal);
        var (shared, missing, hasName, isRare) = (0, 0, false, false);
        foreach (var term in read.Where(term => term.Field == ItemField.Title && !IsOfCue(term, stance.Cue)))
            if (held.Contains(term.Key))
                (shared, hasName, isRare) = (
                    shared + 1,
                    hasName || term.Kind != TermKind.Word || term.Start == 0,
                    isRare || IsRare(term.Key, stories)
                );
            else if (!stance.Who.Contains(term.Written, StringComparison.Ordinal))
                missing++;
        var share = stance.Cue is { Field: ItemField.Title } ? SharedShare : SharedShareBelow;
        return hasName && isRare && shared >= FewestShared && shared >= share * (shared + missing);
    }

    private static bool IsRare(string term, OpenStories stories) =>
        stories.Known(term) is { } open && open.Stories.Count <= Math.Max(FewStories, RareShare * stories.Count);

    private static bool IsOfCue(StoryTerm term, StanceCue? cue) =>
        cue is { Field: ItemField.Title } && term.Start < cue.End && cue.Start < term.End;
}
