using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// What a headline says that its story does not know: another place or person may make it another event, and many new words
/// a new turn of this one, however much else it shares with the story. Such an item is never held back.
/// </summary>
public static class Strangers
{
    /// <summary>True when the headline of an item names what no other item of the story has, or says much that none says.</summary>
    public static bool In(StoryPicture story, StoryMember member)
    {
        var known = story.StemsBeside(member);
        return Tokeniser
            .Read(member.Title)
            .Tokens.Any(token =>
                token.Word.Length >= 2
                && !StoryTerms.IsStop(token.Word)
                && !StoryTerms.IsNumber(token.Word)
                && token.IsCapital
                && IsName(token.Word)
                && !known.Contains(StoryTerms.KeyOf(token.Word))
            );
    }

    /// <summary>A capital that is no ordinary word: <i>Tonga</i>, <i>Esper</i>; not <i>Earthquake</i> among capitals.</summary>
    private static bool IsName(string word) =>
        !PersonNames.IsTitle(word) && (PersonNames.IsOtherCapital(word) || !Words.IsDictionaryWord(word));
}
