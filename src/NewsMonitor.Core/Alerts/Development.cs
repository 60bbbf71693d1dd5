using System.Globalization;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>Whether an item tells more of a story than was known: a number, new facts, many more who carry it.</summary>
internal static class Development
{
    /// <summary>So many feeds carry a story when it is worth saying that they do.</summary>
    private static readonly int[] ManySources = [10, 30, 100];

    /// <summary>Fewer new terms are another way to say the same.</summary>
    private const int FewestNewTerms = 6;

    /// <summary>With a smaller share of new terms, the item mostly repeats what is known.</summary>
    private const double LeastNewShare = 0.5;

    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>What is new, in a few plain words; null when nothing is.</summary>
    /// <param name="story">The story, the item included.</param>
    /// <param name="member">The item.</param>
    /// <param name="told">What was told of the story.</param>
    /// <param name="isLater">True when the last telling is a while ago: other words are then more than another way to say the same.</param>
    public static string? Of(StoryPicture story, StoryMember member, ToldStory told, bool isLater)
    {
        var known = story.StemsBeside(member);
        if (NewNumber(member, known) is { } number)
            return $"a new number: {number}";
        if (isLater && IsMostlyNew(member, known))
            return "new facts";
        return
            ManySources.FirstOrDefault(many => told.Sources < many && story.Story.Sources >= many) is > 0 and var many
            ? string.Create(CultureInfo.InvariantCulture, $"carried by {many} feeds")
            : null;
    }

    /// <summary>A number of the headline that no item of the story has; a year is none.</summary>
    private static string? NewNumber(StoryMember member, HashSet<string> known)
    {
        var inTitle = StoryTerms.Of(member.Title, "", "").Where(term => term.Kind == TermKind.Number);
        foreach (var term in inTitle)
            if (!known.Contains(term.Key) && !IsYear(term.Key))
                return term.Written;
        return null;
    }

    private static bool IsYear(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= FirstYear and <= LastYear;

    private static bool IsMostlyNew(StoryMember member, HashSet<string> known)
    {
        var fresh = member.Stems.Count(stem => !known.Contains(stem));
        return fresh >= FewestNewTerms && fresh >= LeastNewShare * member.Terms.Length;
    }
}
