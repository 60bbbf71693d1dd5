using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>One name of a person: a given name, a middle name or a surname.</summary>
/// <param name="Word">Its words as one, folded, without particles: <c>jongun</c>, <c>reesmogg</c>, <c>assad</c>.</param>
/// <param name="LastWord">The last of its words, if it has several.</param>
internal readonly record struct NamePart(string Word, string? LastWord)
{
    /// <summary>What the comparison with other spellings needs.</summary>
    public SpelledName Spelling { get; } = SpelledName.Of(Word);

    /// <summary>True for a letter that stands for a name.</summary>
    public bool IsInitial => Word.Length == 1;

    /// <summary>True when it may be written with a space or a hyphen inside.</summary>
    public bool IsCompound => LastWord is not null;

    /// <summary>True for <i>Abd al-Rahman</i> and its like, which very many people bear.</summary>
    public bool IsServant => Word.StartsWith("abd", StringComparison.Ordinal) && Word.Length > 5;
}

/// <summary>
/// A person's name in its parts, as a rule writes it: titles, particles and <i>Jr</i> left out, <i>Surname, Given</i> turned
/// round, names of several words (<i>Abd al-Rahman</i>, <i>Saif al-Din</i>, <i>Jean-Marie</i>) as one.
/// </summary>
internal sealed class NamedPerson
{
    /// <summary><i>Dr</i>, <i>Prof</i>; in letters.</summary>
    private const int LongestAbbreviatedTitle = 4;

    private static readonly HashSet<string> Servants = ["abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdu"];
    private static readonly HashSet<string> Parents = ["abu", "abou", "abi", "umm"];
    private static readonly HashSet<string> Religions =
    [
        "din",
        "deen",
        "dine",
        "uddin",
        "eddin",
        "eddine",
        "ullah",
        "allah",
    ];

    /// <summary>A given name that no text holds, as it is no letter.</summary>
    private static readonly NamePart Nobody = new("\uFFFF\uFFFF", LastWord: null);

    private NamedPerson(ImmutableArray<NamePart> parts, bool isFamilyFirst) =>
        (Parts, IsFamilyFirst, Length) = (parts, isFamilyFirst, parts.Sum(part => part.Word.Length));

    /// <summary>The parts: given name first and surname last, or the family name first and the given name last.</summary>
    public ImmutableArray<NamePart> Parts { get; }

    /// <summary>True for East Asian names, whose family name stands first and says little alone.</summary>
    public bool IsFamilyFirst { get; }

    /// <summary>True when the rule writes one name only.</summary>
    public bool IsMononym => Parts.Length == 1;

    /// <summary>The name that the person shares with the family.</summary>
    public NamePart Surname => IsFamilyFirst ? Parts[0] : Parts[^1];

    /// <summary>The first of two surnames, as in Spanish: the person goes by either; null for one surname.</summary>
    public NamePart? FirstSurname =>
        !IsFamilyFirst
        && Parts.Length >= 3
        && Parts[^2] is { IsInitial: false, Word.Length: >= 4 } first
        && !PersonNames.IsGivenName(first.Word)
        && PersonNames.IsSpanishSurname(first.Word)
            ? first
            : null;

    /// <summary>True when nothing but the surname is known of the person.</summary>
    public bool IsAnybody => Parts is [{ Word: var given }, _] && ReferenceEquals(given, Nobody.Word);

    /// <summary>In letters, without spaces.</summary>
    public int Length { get; }

    /// <summary>The whole name without spaces, as hashtags and handles write it.</summary>
    public string Glued => string.Concat(Parts.Select(part => part.Word));

    /// <summary>True when the rule writes one given name, in one word, and one surname.</summary>
    public bool IsGivenAndSurname =>
        !IsFamilyFirst && Parts is [{ IsInitial: false, IsCompound: false }, { IsInitial: false }];

    /// <summary>Whoever bears a surname, by the given name of nobody.</summary>
    public static NamedPerson Bearing(NamePart surname) => new([Nobody, surname], isFamilyFirst: false);

    /// <summary>The parts of a name; null when it holds no name.</summary>
    public static NamedPerson? Read(string name)
    {
        var written = Tokeniser.Read(name).Tokens;
        var tokens = InNaturalOrder([.. written]);
        var hasComma = written.Any(token => token.AfterComma);
        var from = 0;
        var behind = tokens.Length;
        while (behind > 1 && IsBehindName(tokens[behind - 1].Word, behind))
            behind--;
        while (from < behind - 1 && IsTitle(tokens[from].Word, behind - from))
            from++;
        var parts = PartsOf(tokens[from..behind]);
        return parts.Count == 0
            ? null
            : FamilyFirst(parts, hasComma) ?? new NamedPerson([.. parts], isFamilyFirst: false);
    }

    /// <summary>True for the small words that a name may have or lack: <i>al-</i>, <i>bin</i>, <i>de</i>, <i>von</i>, <i>ash-</i>.</summary>
    public static bool IsSmallWord(string word, bool isBeforeHyphen) =>
        PersonNames.IsParticle(word) || (isBeforeHyphen && PersonNames.IsArticle(word));

    /// <summary>True for <i>Abdul</i> and <i>Abu</i>, which are one name with the word behind them.</summary>
    public static bool LeadsCompound(string word) => Servants.Contains(word) || Parents.Contains(word);

    /// <summary>True for <i>Din</i> and <i>ullah</i>, which are one name with the word before them.</summary>
    public static bool EndsCompound(string word) => Religions.Contains(word);

    /// <summary><i>Amir</i> and <i>Sultan</i> are titles only before a whole name.</summary>
    private static bool IsTitle(string word, int words) =>
        PersonNames.IsTitle(word) && (words > 2 || !PersonNames.IsGivenName(word));

    /// <summary><i>Jr</i>, or a title behind a whole name: <i>Belkassem, Ali, Dr</i>.</summary>
    private static bool IsBehindName(string word, int words) =>
        PersonNames.IsSuffix(word)
        || (
            words > 2
            && word.Length <= LongestAbbreviatedTitle
            && PersonNames.IsTitle(word)
            && !PersonNames.IsGivenName(word)
            && !PersonNames.IsCommonSurname(word)
        );

    private static Token[] InNaturalOrder(Token[] tokens)
    {
        var comma = Array.FindIndex(tokens, token => token.AfterComma);
        return comma <= 0 || tokens[comma..].All(token => PersonNames.IsSuffix(token.Word))
            ? tokens
            : [.. tokens[comma..], .. tokens[..comma]];
    }

    private static List<NamePart> PartsOf(Token[] tokens)
    {
        var parts = new List<NamePart>();
        var words = new List<string>();
        for (var at = 0; at < tokens.Length; at++)
        {
            if (IsDotted(tokens[at]))
            {
                parts.AddRange(tokens[at].Word.Select(letter => new NamePart(letter.ToString(), null)));
                continue;
            }
            var isLast = at == tokens.Length - 1;
            if (!isLast && IsLeftOut(tokens, at, isFirst: parts.Count == 0 && words.Count == 0))
                continue;
            words.Add(tokens[at].Word);
            if (isLast || !GoesOn(tokens, at))
                Close(words, parts);
        }
        return parts;
    }

    /// <summary>A first name may look like a particle: <i>Ben Affleck</i>, <i>Al Gore</i>.</summary>
    private static bool IsLeftOut(Token[] tokens, int at, bool isFirst) =>
        IsSmallWord(tokens[at].Word, tokens[at + 1].Joined)
        && !(isFirst && !tokens[at + 1].Joined && PersonNames.IsGivenName(tokens[at].Word));

    /// <summary>True when the name goes on behind a word: a hyphen, <i>Abdul</i>, or <i>Din</i> behind it.</summary>
    private static bool GoesOn(Token[] tokens, int at)
    {
        var next = at + 1;
        while (next < tokens.Length - 1 && IsSmallWord(tokens[next].Word, tokens[next + 1].Joined))
            next++;
        return tokens[at + 1].Joined || LeadsCompound(tokens[at].Word) || EndsCompound(tokens[next].Word);
    }

    private static void Close(List<string> words, List<NamePart> parts)
    {
        if (words.Count > 0)
            parts.Add(new NamePart(string.Concat(words), words.Count > 1 ? words[^1] : null));
        words.Clear();
    }

    private static bool IsDotted(Token token) =>
        token is { Shape: Shape.Capitals, Word.Length: >= 2 and <= 4 }
        && token.End - token.Start >= 2 * token.Word.Length;

    /// <summary>
    /// <i>Kim Jong-un</i>, <i>Xi Jinping</i>, <i>Jong-un Kim</i>: an East Asian family name beside a given name with a hyphen
    /// or of syllables; the given name is one part.
    /// </summary>
    private static NamedPerson? FamilyFirst(List<NamePart> parts, bool hasComma)
    {
        if (parts.Count is < 2 or > 3 || parts.Exists(part => part.IsInitial))
            return null;
        if (
            !hasComma
            && PersonNames.IsFamilyName(parts[0].Word)
            && Syllables.AreGivenName(parts, from: 1, behind: parts.Count)
        )
            return new([parts[0], Joined(parts.Skip(1))], isFamilyFirst: true);
        return
            PersonNames.IsFamilyName(parts[^1].Word)
            && (hasComma || !PersonNames.IsFamilyName(parts[0].Word))
            && (hasComma || parts[0].IsCompound)
            && Syllables.AreGivenName(parts, from: 0, behind: parts.Count - 1)
            ? new([parts[^1], Joined(parts.SkipLast(1))], isFamilyFirst: true)
            : null;
    }

    private static NamePart Joined(IEnumerable<NamePart> parts)
    {
        var all = parts.ToArray();
        return all is [var only]
            ? only
            : new(string.Concat(all.Select(part => part.Word)), all[^1].LastWord ?? all[^1].Word);
    }
}
