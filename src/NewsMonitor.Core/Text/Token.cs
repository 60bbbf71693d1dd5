namespace NewsMonitor.Core.Text;

/// <summary>How a word is written.</summary>
public enum Shape : byte
{
    /// <summary>No capital letter, or a number.</summary>
    Lower,

    /// <summary>A capital first letter.</summary>
    Capitalised,

    /// <summary>Capitals only, two or more: an acronym or a shouted word.</summary>
    Capitals,

    /// <summary>In a script that has no capital letters.</summary>
    Caseless,
}

/// <summary>One word of a text.</summary>
/// <param name="Start">Offset of its first character in the text, in UTF-16 units.</param>
/// <param name="End">Offset behind its last character, without a possessive 's.</param>
/// <param name="Word">Folded for comparison.</param>
/// <param name="Shape">How it is written.</param>
/// <param name="Sentence">The number of its sentence in the text, from 0.</param>
/// <param name="Joined">True when only a hyphen stands between the word before and this one.</param>
/// <param name="AfterComma">True when a comma stands between the word before and this one.</param>
public readonly record struct Token(
    int Start,
    int End,
    string Word,
    Shape Shape,
    int Sentence,
    bool Joined,
    bool AfterComma
)
{
    /// <summary>True when it begins with a capital letter, or cannot.</summary>
    public bool IsCapital => Shape != Shape.Lower;
}

/// <summary>A sentence as a stretch of its text, without the white space around it.</summary>
public readonly record struct Sentence(int Start, int End)
{
    /// <summary>The stretch from one break to the next, without white space at its ends.</summary>
    internal static Sentence Trimmed(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new Sentence(start, end);
    }
}

/// <summary>A text in words and sentences.</summary>
/// <param name="Text">The text as published.</param>
/// <param name="Tokens">Its words in order.</param>
/// <param name="Sentences">Its sentences in order; the number of a token's sentence is an index here.</param>
public sealed record TokenisedText(string Text, IReadOnlyList<Token> Tokens, IReadOnlyList<Sentence> Sentences)
{
    /// <summary>True when it is a shouted text, in which capitals tell nothing: four words or more, most of them in capitals.</summary>
    public bool IsShouted { get; } =
        Tokens.Count >= 4 && Tokens.Count(token => token.Shape == Shape.Capitals) > 0.7 * Tokens.Count;
}
