using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// What a headline says that its story does not know: another place or person may make it another event, and many new words
/// a new turn of this one, however much else it shares with the story. Such an item is never held back.
/// </summary>
public static class Strangers
{
    /// <summary>So few new words are another way to say the same.</summary>
    private const int FewWords = 1;

    /// <summary>So is a share of new words up to this.</summary>
    private const double SmallShare = 1.0 / 3;

    /// <summary>True when the headline of an item names what no other item of the story has, or says much that none says.</summary>
    public static bool In(StoryPicture story, StoryMember member)
    {
        var known = story.StemsBeside(member);
        var (words, fresh) = (0, 0);
        foreach (var token in Tokeniser.Read(member.Title).Tokens)
        {
            if (token.Word.Length < 2 || StoryTerms.IsStop(token.Word) || StoryTerms.IsNumber(token.Word))
                continue;
            words++;
            if (known.Contains(StoryTerms.KeyOf(token.Word)))
                continue;
            if (token.IsCapital && IsName(token.Word))
                return true;
            fresh++;
        }
        return fresh > FewWords && fresh > SmallShare * words;
    }

    /// <summary>A capital that is no ordinary word: <i>Tonga</i>, <i>Esper</i>; not <i>Earthquake</i> among capitals.</summary>
    private static bool IsName(string word) =>
        !PersonNames.IsTitle(word) && (PersonNames.IsOtherCapital(word) || !Words.IsDictionaryWord(word));
}
