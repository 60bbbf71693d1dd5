using System.Text;

namespace NewsMonitor.Core.Text;

/// <summary>
/// Splits text into words and sentences: the one place that decides where a word begins and ends. A word is a run of
/// letters or digits with inner apostrophes; a possessive <c>'s</c> is dropped; dotted initials are one word
/// (<c>U.S.</c> is <c>US</c>); a hyphen splits, and the parts remember that it did.
/// </summary>
public static class Tokeniser
{
    /// <summary>Words are interned: news repeats itself, and a word that was seen before costs no memory.</summary>
    private const int LongestInterned = 24;

    private static readonly HashSet<string> Abbreviations =
    [
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "brig",
        "cmdr",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "st",
        "vs",
        "jr",
        "sr",
        "no",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "est",
        "hon",
        "rev",
        "pres",
        "al",
    ];

    /// <summary>The words and sentences of a text. Every line break ends a sentence.</summary>
    public static TokenisedText Read(string text)
    {
        var reading = new Reading(text);
        reading.Run();
        return new TokenisedText(text, reading.Tokens, reading.Sentences);
    }

    private sealed class Reading(string text)
    {
        private readonly StringBuilder word = new();
        private int at;
        private int sentenceStart;
        private bool hyphen;
        private bool comma;

        public List<Token> Tokens { get; } = [];

        public List<Sentence> Sentences { get; } = [];

        public void Run()
        {
            while (at < text.Length)
                if (IsWordCharacter(at))
                    ReadWord();
                else
                    ReadBetween();
            EndSentence(text.Length);
        }

        private bool IsWordCharacter(int index) => char.IsLetterOrDigit(text, index);

        private void ReadWord()
        {
            var start = at;
            if (!TryReadInitials())
                ReadPlainWord();
            DropPossessive();
            Add(start, at);
        }

        /// <summary>U.S., U.N., D.C.: single capitals, each with its full stop, at least two.</summary>
        private bool TryReadInitials()
        {
            var count = 0;
            var index = at;
            while (index + 1 < text.Length && char.IsAsciiLetterUpper(text[index]) && text[index + 1] == '.')
            {
                count++;
                index += 2;
            }
            if (count < 2 || (index < text.Length && char.IsLetterOrDigit(text[index])))
                return false;
            word.Clear();
            for (var initial = at; initial < index; initial += 2)
                word.Append(char.ToLowerInvariant(text[initial]));
            at = index;
            return true;
        }

        private void ReadPlainWord()
        {
            word.Clear();
            while (at < text.Length && (IsWordCharacter(at) || IsInside(at)))
            {
                if (Folding.IsApostrophe(text[at]))
                    word.Append('\'');
                else
                    Folding.Append(word, text[at]);
                at += char.IsSurrogatePair(text, at) ? AppendLowSurrogate() : 1;
            }
        }

        private int AppendLowSurrogate()
        {
            word.Append(text[at + 1]);
            return 2;
        }

        /// <summary>An apostrophe between letters, a comma or point between digits, or a character that is not drawn.</summary>
        private bool IsInside(int index) =>
            Folding.IsInvisible(text[index])
            || (Folding.IsApostrophe(text[index]) && index + 1 < text.Length && char.IsLetter(text, index + 1))
            || (text[index] is ',' or '.' && IsDigit(index - 1) && IsDigit(index + 1));

        private bool IsDigit(int index) => index >= 0 && index < text.Length && char.IsAsciiDigit(text[index]);

        private void DropPossessive()
        {
            if (word.Length > 2 && word[^1] == 's' && word[^2] == '\'')
                word.Length -= 2;
        }

        private void Add(int start, int end)
        {
            end = EndWithoutPossessive(start, end);
            Tokens.Add(new Token(start, end, Interned(), ShapeOf(start, end), Sentences.Count, hyphen, comma));
            hyphen = comma = false;
        }

        private int EndWithoutPossessive(int start, int end) =>
            end - start > 2 && text[end - 1] is 's' or 'S' && Folding.IsApostrophe(text[end - 2]) ? end - 2 : end;

        private string Interned()
        {
            Span<char> letters = stackalloc char[LongestInterned];
            if (word.Length > LongestInterned)
                return word.ToString();
            word.CopyTo(0, letters, word.Length);
            return WordPool.Shared.Of(letters[..word.Length]);
        }

        private Shape ShapeOf(int start, int end)
        {
            var letters = 0;
            var capitals = 0;
            for (var index = start; index < end; index++)
            {
                letters += char.IsLetter(text[index]) ? 1 : 0;
                capitals += char.IsUpper(text[index]) ? 1 : 0;
            }
            if (letters > 1 && capitals == letters)
                return Shape.Capitals;
            return char.IsUpper(text[start]) ? Shape.Capitalised : Shape.Lower;
        }

        private void ReadBetween()
        {
            var character = text[at];
            if (character is '\n' or '\r' or '\u2028' or '\u2029')
                EndSentence(at);
            else if (character is '.' or '!' or '?' or '\u2026' && EndsSentence(character))
                EndSentence(at + 1);
            else if (Folding.IsHyphen(character) && IsBetweenWords())
                hyphen = true;
            else if (character == ',')
                comma = true;
            else if (!Folding.IsInvisible(character))
                hyphen = false;
            at++;
        }

        private bool IsBetweenWords() =>
            at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

        /// <summary>A stop before white space ends a sentence, unless an abbreviation or a single capital stands before it.</summary>
        private bool EndsSentence(char stop)
        {
            var next = at + 1;
            while (
                next < text.Length
                && (Folding.IsQuote(text[next]) || Folding.IsApostrophe(text[next]) || text[next] is ')' or '.')
            )
                next++;
            if (next < text.Length && !char.IsWhiteSpace(text[next]))
                return false;
            return stop != '.' || !IsAfterAbbreviation();
        }

        private bool IsAfterAbbreviation()
        {
            if (Tokens.Count == 0 || Tokens[^1].End != at)
                return false;
            var last = Tokens[^1];
            return Abbreviations.Contains(last.Word) || (last.End - last.Start == 1 && char.IsUpper(text[last.Start]));
        }

        private void EndSentence(int end)
        {
            var (from, to) = (sentenceStart, end);
            while (from < to && char.IsWhiteSpace(text[from]))
                from++;
            while (to > from && char.IsWhiteSpace(text[to - 1]))
                to--;
            sentenceStart = end;
            hyphen = comma = false;
            if (to > from)
                Sentences.Add(new Sentence(from, to));
        }
    }
}
