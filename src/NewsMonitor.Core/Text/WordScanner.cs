using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Text;

/// <summary>
/// Walks through a text word by word, without allocating: the one place that decides where a word and a sentence begin and
/// end. A word is a run of letters or digits with inner apostrophes; a possessive <c>'s</c> is dropped; dotted initials are
/// one word (<c>U.S.</c> is <c>US</c>); a hyphen splits, and the parts remember that it did.
/// </summary>
/// <remarks>
/// The properties describe the word found last. A sentence ends at a stop before white space, unless an abbreviation or a
/// single capital stands before it; a line break ends a paragraph. Both are numbered from 0, and only those with words.
/// </remarks>
public ref struct WordScanner
{
    /// <summary>Words are compared by so many of their letters.</summary>
    public const int LongestWord = 64;

    /// <summary>Room for a folded word: what <see cref="LongestWord"/> allows and what one character may unfold to.</summary>
    public const int BufferLength = LongestWord + 24;

    private const byte Letter = 1;
    private const byte Capital = 2;
    private const byte Digit = 4;

    private static readonly byte[] Kinds = KindsOfAscii();

    /// <summary>Different in every process, so that nobody can prepare words that collide.</summary>
    private static readonly ulong Seed = (ulong)"word".GetHashCode(StringComparison.Ordinal) | 1;

    private readonly ReadOnlySpan<char> text;
    private readonly Span<char> buffer;
    private int at;
    private int length;
    private int letters;
    private int capitals;
    private bool hasWords;
    private bool endsSentence;
    private bool endsParagraph;

    /// <summary>Begins at the first word.</summary>
    /// <param name="text">The text as published.</param>
    /// <param name="buffer">Holds the folded word; <see cref="BufferLength"/> long.</param>
    public WordScanner(ReadOnlySpan<char> text, Span<char> buffer)
    {
        this.text = text;
        this.buffer = buffer;
    }

    /// <summary>Offset of the first character of the word, in UTF-16 units.</summary>
    public int Start { get; private set; }

    /// <summary>Offset behind its last character, without a possessive 's.</summary>
    public int End { get; private set; }

    /// <summary>The word, folded for comparison.</summary>
    public readonly ReadOnlySpan<char> Word => buffer[..length];

    /// <summary>How the word is written.</summary>
    public Shape Shape { get; private set; }

    /// <summary>True when only a hyphen stands between the word before and this one.</summary>
    public bool Joined { get; private set; }

    /// <summary>True for initials with their stops.</summary>
    public bool IsDotted { get; private set; }

    /// <summary>True when a comma stands between the word before and this one.</summary>
    public bool AfterComma { get; private set; }

    /// <summary>The number of its sentence in the text, from 0.</summary>
    public int Sentence { get; private set; }

    /// <summary>The number of its paragraph in the text, from 0.</summary>
    public int Paragraph { get; private set; }

    /// <summary>Where the sentence before that of this word ended.</summary>
    public int SentenceBreak { get; private set; }

    /// <summary>A hash of <see cref="Word"/>, good within this process.</summary>
    public readonly ulong Hash => HashOf(buffer, length);

    /// <summary>Goes to the next word; false at the end of the text.</summary>
    public bool Next()
    {
        (Joined, AfterComma) = (false, false);
        var from = at;
        while (at < text.Length)
        {
            var character = text[at];
            if (character < 0x80 ? Kinds[character] != 0 : IsWordCharacter(at))
            {
                ReadWord();
                return true;
            }
            if (character == ' ')
                at++;
            else
                ReadBetween(character, from);
        }
        return false;
    }

    /// <summary>The hash that a word of a rule must have to be found by <see cref="Hash"/>.</summary>
    public static ulong HashOf(string folded)
    {
        Span<char> padded = stackalloc char[LongestWord + sizeof(ulong)];
        var length = Math.Min(folded.Length, LongestWord);
        folded.AsSpan(0, length).CopyTo(padded);
        return HashOf(padded, length);
    }

    /// <summary>Reads four letters at a time; the buffer is at least that much longer than the word.</summary>
    private static ulong HashOf(Span<char> buffer, int length)
    {
        buffer.Slice(length, sizeof(ulong) / sizeof(char)).Clear();
        var blocks = MemoryMarshal.Cast<char, ulong>(buffer[..((length + 3) & ~3)]);
        var hash = Seed ^ (ulong)length;
        foreach (var block in blocks)
            hash = Mix(hash ^ block);
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E37_79B9_7F4A_7C15;
        return value ^ (value >> 29);
    }

    private readonly bool IsWordCharacter(int index)
    {
        var character = text[index];
        return char.IsSurrogate(character)
            ? index + 1 < text.Length
                && char.IsSurrogatePair(character, text[index + 1])
                && System.Text.Rune.IsLetterOrDigit(new System.Text.Rune(character, text[index + 1]))
            : char.IsLetterOrDigit(character);
    }

    private void ReadWord()
    {
        BeginWord();
        IsDotted = TryReadInitials();
        if (!IsDotted)
            ReadPlainWord();
        End = at;
        DropPossessive();
        Shape = ShapeOfWord();
        hasWords = true;
    }

    private void BeginWord()
    {
        if (hasWords && endsSentence)
            Sentence++;
        if (hasWords && endsParagraph)
            Paragraph++;
        endsSentence = endsParagraph = false;
        Start = at;
        length = letters = capitals = 0;
    }

    /// <summary>U.S., U.N., D.C.: single capitals, each with its full stop, at least two; the last stop may be missing.</summary>
    private bool TryReadInitials()
    {
        if (at + 2 >= text.Length || text[at + 1] != '.' || !char.IsAsciiLetterUpper(text[at]))
            return false;
        var count = 0;
        var index = at;
        while (index + 1 < text.Length && char.IsAsciiLetterUpper(text[index]) && text[index + 1] == '.')
        {
            count++;
            index += 2;
        }
        if (IsLoneCapital(index))
        {
            count++;
            index++;
        }
        if (count < 2 || (index < text.Length && char.IsLetterOrDigit(text[index])))
            return false;
        for (var initial = at; initial < index && length < LongestWord; initial += 2)
            buffer[length++] = char.ToLowerInvariant(text[initial]);
        letters = capitals = length;
        at = index;
        return true;
    }

    private readonly bool IsLoneCapital(int index) =>
        index < text.Length
        && char.IsAsciiLetterUpper(text[index])
        && (index + 1 == text.Length || !char.IsLetterOrDigit(text[index + 1]));

    private void ReadPlainWord()
    {
        while (at < text.Length)
        {
            var character = text[at];
            if (character < 0x80)
            {
                var kind = Kinds[character];
                if (kind == 0)
                {
                    if (!IsInside(at))
                        return;
                    Append(character);
                }
                else
                {
                    letters += kind & Letter;
                    capitals += (kind & Capital) >> 1;
                    Append((kind & Capital) != 0 ? (char)(character | 0x20) : character);
                }
                at++;
            }
            else if (IsWordCharacter(at) || IsInside(at))
                ReadOther(character);
            else
                return;
        }
    }

    private void ReadOther(char character)
    {
        if (char.IsLetter(character))
        {
            letters++;
            capitals += char.IsUpper(character) ? 1 : 0;
        }
        if (Folding.IsApostrophe(character))
            Append('\'');
        else if (length < LongestWord)
            length += Folding.Fold(text.Slice(at, char.IsHighSurrogate(character) ? 2 : 1), buffer[length..]);
        at += char.IsHighSurrogate(character) ? 2 : 1;
    }

    private void Append(char folded)
    {
        if (length < LongestWord)
            buffer[length++] = folded;
    }

    /// <summary>An apostrophe between letters, a comma or point between digits, or a character that is not drawn.</summary>
    private readonly bool IsInside(int index)
    {
        var character = text[index];
        if (character is ',' or '.')
            return index > 0 && char.IsAsciiDigit(text[index - 1]) && IsDigit(index + 1);
        return Folding.IsApostrophe(character)
            ? index + 1 < text.Length && char.IsLetter(text[index + 1])
            : character >= 0x80 && Folding.IsInvisible(character);
    }

    private readonly bool IsDigit(int index) => index < text.Length && char.IsAsciiDigit(text[index]);

    private void DropPossessive()
    {
        if (length <= 2 || buffer[length - 1] != 's' || buffer[length - 2] != '\'')
            return;
        length -= 2;
        letters--;
        capitals -= char.IsUpper(text[End - 1]) ? 1 : 0;
        if (End - Start > 2 && Folding.IsApostrophe(text[End - 2]))
            End -= 2;
    }

    private readonly Shape ShapeOfWord()
    {
        if (letters > 1 && capitals == letters)
            return Shape.Capitals;
        var first = text[Start];
        if (first < 0x80)
            return (Kinds[first] & Capital) != 0 ? Shape.Capitalised : Shape.Lower;
        return char.IsUpper(first) ? Shape.Capitalised
            : char.GetUnicodeCategory(first) == System.Globalization.UnicodeCategory.OtherLetter ? Shape.Caseless
            : Shape.Lower;
    }

    private void ReadBetween(char character, int from)
    {
        if (character is '\n' or '\r' or '\u2028' or '\u2029')
            BreakSentence(at, isParagraph: true);
        else if (character is '.' or '!' or '?' or '\u2026' && EndsSentence(character, from))
            BreakSentence(at + 1, isParagraph: false);
        else if (Folding.IsHyphen(character) && IsBetweenWords(from))
            Joined = true;
        else if (character is ',' or '\u060C')
            AfterComma = true;
        else if (!Folding.IsInvisible(character))
            Joined = false;
        at++;
    }

    private void BreakSentence(int end, bool isParagraph)
    {
        endsSentence = true;
        endsParagraph |= isParagraph;
        SentenceBreak = end;
        (Joined, AfterComma) = (false, false);
    }

    /// <summary>Only the hyphen itself stands between two words.</summary>
    private readonly bool IsBetweenWords(int from) =>
        at > 0 && at == from && at + 1 < text.Length && IsWordCharacter(at + 1);

    private readonly bool EndsSentence(char stop, int from)
    {
        var next = at + 1;
        while (next < text.Length && ClosesSentence(text[next]))
            next++;
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
            return false;
        return stop != '.' || !(at == from && hasWords && IsAbbreviation());
    }

    private static bool ClosesSentence(char character) =>
        character is ')' or '.' || Folding.IsQuote(character) || Folding.IsApostrophe(character);

    private readonly bool IsAbbreviation() =>
        (End - Start == 1 && char.IsUpper(text[Start])) || Abbreviations.Contains(Word);

    private static byte[] KindsOfAscii()
    {
        var kinds = new byte[0x80];
        for (var character = '\0'; character < 0x80; character++)
            kinds[character] =
                char.IsAsciiLetterUpper(character) ? (byte)(Letter | Capital)
                : char.IsAsciiLetter(character) ? Letter
                : char.IsAsciiDigit(character) ? Digit
                : (byte)0;
        return kinds;
    }
}
