using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>Turns words, quotes and commands of another tool into leaves.</summary>
internal sealed class ImportLeaves(
    BooleanDialect? dialect,
    Func<int, SourcePosition> position,
    List<RuleProblem> problems,
    HashSet<string> notes
)
{
    /// <summary>What a word, a quotation or words in their case ask for; null, and reported, when it cannot be said.</summary>
    public Condition? Of(BooleanSign sign, LeafTerms terms)
    {
        var place = position(sign.Start);
        if (sign.Kind == BooleanKind.Cased)
            return LeafKind.Exact.New(sign.Value, terms.Only(LeafKind.Exact.Takes), place);
        var words = sign.Value.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var only])
            return OfWord(only, sign, terms);
        if (!sign.Value.AsSpan().ContainsAny('*', '!', '?'))
            return LeafKind.Phrase.New(
                string.Join(' ', words),
                (terms with { Within = sign.Number }).Only(LeafKind.Phrase.Takes),
                place
            );
        return OfPattern(words, sign, terms);
    }

    /// <summary>ATLEASTn(…), ALLCAPS(…) and their like, around what stands in their brackets.</summary>
    public Condition? Commanded(BooleanSign command, Condition inner)
    {
        if (inner is not Leaf leaf)
            return Refuse(command, $"{command.Value} takes one word or phrase here: write it around each.");
        switch (command.Value)
        {
            case "ATLEAST":
                return command.Number is > 0 and <= 100
                    ? leaf with
                    {
                        Terms = leaf.Terms with { Times = command.Number.Value },
                    }
                    : Refuse(command, "ATLEAST needs a number from 1 to 100 behind it, like ATLEAST3(word).");
            case "ALLCAPS":
                return Cased(leaf, leaf.Words.ToUpperInvariant());
            case "NOCAPS":
                return Cased(leaf, leaf.Words.ToLowerInvariant());
            case "CAPS":
                return Cased(leaf, char.ToUpperInvariant(leaf.Words[0]) + leaf.Words[1..]);
            default:
                return Cased(leaf, leaf.Words, $"{command.Value} was read as the word in just this form.");
        }
    }

    private Exact Cased(Leaf leaf, string words, string? note = null)
    {
        if (note is not null)
            notes.Add(note);
        return new()
        {
            Words = words,
            Terms = leaf.Terms.Only(LeafKind.Exact.Takes),
            Position = leaf.Position,
        };
    }

    private Condition? OfWord(string word, BooleanSign sign, LeafTerms terms)
    {
        if (word[0] is '#' or '@' && word.Length > 1)
        {
            notes.Add($"{word} was read as {word[1..]}: news seldom writes the {word[0]}.");
            word = word[1..];
        }
        if (word.IndexOfAny(['*', '!', '?']) is not (>= 0 and var wild))
            return word.Any(char.IsLetterOrDigit)
                ? LeafKind.Word.New(word, terms.Only(LeafKind.Word.Takes), position(sign.Start))
                : Refuse(sign, $"\"{word}\" has no letter and no digit in it: write what to find, or remove it.");
        return wild == word.Length - 1 && word[wild] != '?' ? OfBeginning(word, sign, terms) : RefuseWild(word, sign);
    }

    private Condition? OfBeginning(string word, BooleanSign sign, LeafTerms terms)
    {
        var beginning = word[..^1];
        if (beginning.Length < Starts.Shortest)
        {
            var longer = beginning.Length > 0 ? WordBeginnings.Suggestion(Folding.Fold(beginning)) : null;
            var works = longer is null
                ? "write the words out, with OR between them."
                : $"\"{longer}{word[^1]}\" works.";
            return Refuse(sign, $"\"{word}\" needs at least {Starts.Shortest} letters before {word[^1]}; {works}");
        }
        if (dialect == BooleanDialect.LexisNexis && word[^1] == '*')
            notes.Add($"{word} was read as every word that begins with {beginning}; LexisNexis reads one more letter.");
        return LeafKind.Starts.New(beginning, terms.Only(LeafKind.Starts.Takes), position(sign.Start));
    }

    /// <summary>A quotation with truncated words in it: its words side by side, in order.</summary>
    private Near? OfPattern(string[] words, BooleanSign sign, LeafTerms terms)
    {
        var parts = words
            .Where(word => !Vocabulary.Words.IsFunctionWord(Folding.Fold(word)))
            .Select(word => OfWord(word, sign, terms))
            .OfType<Condition>()
            .ToImmutableArray();
        return parts.Length < 2
            ? null
            : new(parts)
            {
                Within = sign.Number ?? 0,
                InOrder = sign.Number is null,
                Position = position(sign.Start),
            };
    }

    private Condition? RefuseWild(string word, BooleanSign sign) =>
        Refuse(
            sign,
            $"\"{word}\" has a sign for letters that is not at its end: write the words out, ({word.Replace('*', 'a').Replace('?', 'a').Replace('!', 'a')} OR …), or use regex: in the rule."
        );

    private Condition? Refuse(BooleanSign sign, string message)
    {
        problems.Add(new(position(sign.Start), message));
        return null;
    }
}
