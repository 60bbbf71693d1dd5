using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Names in a headline that its story does not know: another place or person may make it another event, however much else it
/// shares with the story. Such an item is never held back.
/// </summary>
internal static class Strangers
{
    /// <summary>True when the headline of an item names what no other item of the story has.</summary>
    public static bool In(StoryPicture story, StoryMember member)
    {
        var known = new KnownWords(story.StemsBeside(member));
        return Tokeniser
            .Read(member.Title)
            .Tokens.Any(token =>
                token.Word.Length >= 2
                && !StoryTerms.IsStop(token.Word)
                && !StoryTerms.IsNumber(token.Word)
                && HeadlineWords.IsName(token)
                && !known.HoldsName(StoryTerms.KeyOf(token.Word))
            );
    }
}
