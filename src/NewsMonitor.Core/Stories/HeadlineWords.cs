using System.Collections.Frozen;
using System.Globalization;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>What words of headlines mean where two are compared for saying the same.</summary>
internal static class HeadlineWords
{
    /// <summary>Words that say that it has happened once more.</summary>
    public static FrozenSet<string> OnceMore { get; } =
        "again another anew further more second third fourth fifth sixth renewed renews resumed resumes repeated"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that say how a thing is told, and nothing of the thing.</summary>
    public static FrozenSet<string> OfTelling { get; } =
        "urgent breaking update updates happened live watch video photos exclusive analysis explained explainer highlights replay report reports reportedly speaks speak tells announces announce announced states stated claims media officials official"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that tell a thing before it is done: when it is done, that is news.</summary>
    public static FrozenSet<string> Ahead { get; } =
        "plan plans planning planned expect expects expected set likely may might could would should threaten threatens threatened consider considers considering weigh weighs urge urges urged call calls want wants wanted vow vows vowed poised prepare prepares preparing ready before ahead near nears towards toward inches brink close demand demands mulls eyes seek seeks propose proposes proposed pledge pledges"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Numbers that headlines write as words.</summary>
    private static readonly FrozenDictionary<string, string> Numerals =
        "two three four five six seven eight nine ten eleven twelve"
            .Split(' ')
            .Select((word, at) => (word, at))
            .ToFrozenDictionary(
                pair => pair.word,
                pair => (pair.at + 2).ToString(CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

    /// <summary>Stems that say one thing: numerals and their figures, a country and its people.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> OneThing = new(() =>
        Numerals
            .Concat(Countries())
            .GroupBy(pair => StoryTerms.KeyOf(pair.Key), pair => pair.Value)
            .Where(things => things.Distinct().Count() == 1)
            .ToFrozenDictionary(things => things.Key, things => things.First(), StringComparer.Ordinal)
    );

    private static IEnumerable<KeyValuePair<string, string>> Countries() =>
        from place in Meanings.Shipped.Places
        where place.Kind == PlaceKind.Country
        from form in place.Forms
        where form is { Role: PlaceRole.Name or PlaceRole.People, Words.Length: 1, IsShared: false }
        select KeyValuePair.Create(form.Words[0], place.Name);

    /// <summary>A capital that is no ordinary word: <i>Tonga</i>, <i>Esper</i>; not <i>Earthquake</i> among capitals.</summary>
    public static bool IsName(Token token) =>
        token.IsCapital
        && !PersonNames.IsTitle(token.Word)
        && (PersonNames.IsOtherCapital(token.Word) || !Words.IsDictionaryWord(token.Word));

    /// <summary>
    /// A word that says what somebody does, and is no name of a thing: <i>flees</i>, <i>paused</i>. One that may be both is
    /// none in its base form: <i>exchange</i>.
    /// </summary>
    public static bool IsDeed(string word)
    {
        var isInflected = !Words.LemmasOf(word).Contains(word);
        foreach (var lemma in Words.LemmasOf(word))
        {
            var traits = WordBook.Shipped.TraitsOf(lemma);
            if (!traits.HasFlag(LemmaTraits.Verb))
                continue;
            var mayBeNoun = traits.HasFlag(LemmaTraits.Noun);
            if (!mayBeNoun || (isInflected && (word[^1] != 's' || !traits.HasFlag(LemmaTraits.MainlyNoun))))
                return true;
        }
        return false;
    }

    /// <summary>What is still to be done: <i>Putin to visit Beijing</i>.</summary>
    public static bool IsToDo(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Word == "to"
        && at > 0
        && at + 1 < tokens.Count
        && !tokens[at + 1].IsCapital
        && WordBook.Shipped.TraitsOf(tokens[at + 1].Word).HasFlag(LemmaTraits.Verb);

    /// <summary>True for a number that is written as a word: <i>seven</i>.</summary>
    public static bool IsNumeral(string word) => Numerals.ContainsKey(word);

    /// <summary>What a stem stands for: <i>2</i> for <i>two</i>, <i>Latvia</i> for <i>Latvian</i>; most stand for themselves.</summary>
    public static string ThingOf(string stem) => OneThing.Value.GetValueOrDefault(stem, stem);
}
