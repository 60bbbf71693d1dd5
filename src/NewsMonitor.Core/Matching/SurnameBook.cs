using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// The surnames that rules ask for, found by any near spelling. A surname of several words is found by its last word and by
/// all of them as one; a whole name written as one word leads to its surname.
/// </summary>
internal sealed class SurnameBook
{
    /// <summary>A whole name shorter than this, in letters, is too likely to be another word.</summary>
    private const int ShortestGlued = 6;

    /// <summary>In letters.</summary>
    private const int ShortestWithArticle = 6;

    private readonly Dictionary<string, int> clues = new(StringComparer.Ordinal);
    private readonly SpellingIndex spellings = new(NameSpelling.SupportedSurname);
    private readonly List<Namesakes?> namesakes = [];

    /// <summary>True when a rule asks for a surname with one given name.</summary>
    public bool HasNamesakes => namesakes.Count > 0;

    /// <summary>The clue of a surname, made by <paramref name="add"/> when it is new.</summary>
    public int Of(NamePart surname, Func<int> add)
    {
        if (clues.TryGetValue(surname.Word, out var clue))
            return clue;
        clues.Add(surname.Word, clue = add());
        spellings.File(surname.Word, clue);
        if (surname.LastWord is { } last)
            spellings.File(last, clue);
        return clue;
    }

    /// <summary>Lets the whole name, written as one word, lead to the clue.</summary>
    public void AddGlued(string glued, int clue)
    {
        if (glued.Length >= ShortestGlued)
            spellings.File(glued, clue);
    }

    /// <summary>Those who share a surname, by its clue; null when no rule asks for it with one given name.</summary>
    public Namesakes? NamesakesOf(int clue) => clue < namesakes.Count ? namesakes[clue] : null;

    /// <summary>Those who share the surname of a person, made when they are new.</summary>
    public Namesakes Add(NamedPerson person, int clue, Func<int> add)
    {
        while (namesakes.Count <= clue)
            namesakes.Add(null);
        return namesakes[clue] ??= new Namesakes(person.Surname, clue, alone: add(), doubtful: add());
    }

    /// <summary>The clues of the surnames of which a word may be a spelling, each once.</summary>
    public IReadOnlyCollection<int> CluesNear(string word)
    {
        if (spellings.IsEmpty)
            return [];
        var near = new SortedSet<int>();
        spellings.AddNear(word, near);
        if (WithoutArticle(word) is { } name)
            spellings.AddNear(name, near);
        return near;
    }

    /// <summary>True when a word may be a spelling of a surname, with or without the Arabic article before it.</summary>
    public static bool IsSpelling(SpelledName word, NamePart surname) =>
        NameSpelling.AreNear(word, surname.Spelling, NameSpelling.SupportedSurname)
        || (
            WithoutArticle(word.Word) is { } name
            && NameSpelling.AreNear(SpelledName.Of(name), surname.Spelling, NameSpelling.SupportedSurname)
        );

    /// <summary><i>Elbaradei</i>, <i>Alassad</i>; null for a word that is too short to hold an article and a name.</summary>
    private static string? WithoutArticle(string word) =>
        word.Length >= ShortestWithArticle
        && (word.StartsWith("al", StringComparison.Ordinal) || word.StartsWith("el", StringComparison.Ordinal))
            ? word[2..]
            : null;
}
