using System.Globalization;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>Whether an item tells more of a story than was known: a number, new facts, many more who carry it.</summary>
internal static class Development
{
    /// <summary>So many feeds carry a story when it is worth saying that they do.</summary>
    private static readonly int[] ManySources = [10, 30, 100];

    /// <summary>An item that says what was not told, without a new number.</summary>
    public const string NewFacts = "new facts";

    /// <summary>What is new, in a few plain words; null when nothing is.</summary>
    /// <param name="story">The story, the item included.</param>
    /// <param name="told">What was told of the story.</param>
    /// <param name="repetition">How much of the headline of the item was told before.</param>
    public static string? Of(StoryPicture story, ToldStory told, Repetition repetition) =>
        repetition.Repeated switch
        {
            Repeated.No => NewFacts,
            Repeated.ButForNumber => $"a new number: {repetition.Number}",
            _ => OfSources(story, told),
        };

    /// <summary>Many more who carry it, in a few plain words; null when not so many more do.</summary>
    public static string? OfSources(StoryPicture story, ToldStory told) =>
        ManySources.FirstOrDefault(many => told.Sources < many && story.Story.Sources >= many) is > 0 and var many
            ? string.Create(CultureInfo.InvariantCulture, $"carried by {many} feeds{Copied(story.Story.Copies)}")
            : null;

    private static string Copied(int copies) =>
        copies == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {copies} of them with a text of another");
}
