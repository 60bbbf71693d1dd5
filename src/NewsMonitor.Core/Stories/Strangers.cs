using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Names in a headline that its story does not know: however much else an item shares with a story, another place or another
/// person may make it another event, and such an item is never held back.
/// </summary>
internal static class Strangers
{
    /// <summary>True when the headline names a place, a person or a thing that no other item of the story has.</summary>
    public static bool In(StoryPicture story, StoryMember member)
    {
        var title = Tokeniser.Read(member.Title);
        var known = KnownTo(story, member);
        foreach (var token in title.Tokens)
            if (token.IsCapital && IsName(token) && !known.Contains(StoryTerms.KeyOf(token.Word)))
                return true;
        return false;
    }

    private static HashSet<string> KnownTo(StoryPicture story, StoryMember member) =>
        [
            .. story
                .Members.Where(other => other.Key != member.Key)
                .SelectMany(other => other.Terms)
                .Select(term => term.TrimEnd(StoryMember.NameMark)),
            .. story.Forgotten.Keys,
        ];

    /// <summary>A capital that is no ordinary word: <i>Tonga</i>, <i>Esper</i>; not <i>Earthquake</i> among capitals, nor <i>The</i>.</summary>
    private static bool IsName(Token token) =>
        token.Word.Length > 1
        && !StoryTerms.IsStop(token.Word)
        && !StoryTerms.IsNumber(token.Word)
        && !PersonNames.IsTitle(token.Word)
        && (PersonNames.IsOtherCapital(token.Word) || !Words.IsDictionaryWord(token.Word));
}
