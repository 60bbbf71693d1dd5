using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>What is wrong with the words of one leaf.</summary>
internal static class LeafCheck
{
    /// <summary>At most one complaint; the first thing to mend.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="words">What the person has added to the vocabulary.</param>
    /// <param name="isAlone">True when the rule matches an item in which nothing but this leaf is found.</param>
    public static IEnumerable<RuleProblem> Problems(Leaf leaf, UserWords words, bool isAlone)
    {
        if (Message(leaf, words, isAlone) is { } message)
            yield return new RuleProblem(leaf.Position, message);
    }

    private static string? Message(Leaf leaf, UserWords words, bool isAlone)
    {
        if (leaf is Pattern)
            return PatternCheck.Message(leaf);
        var read = Tokeniser.Read(leaf.Words).Tokens;
        var tokens = read.Select(token => token.Word).ToArray();
        return leaf switch
        {
            _ when tokens.Length == 0 => $"\"{leaf.Words}\" has no word in it: write what to find.",
            Starts => StartsMessage(leaf, tokens),
            Phrase or Word when Operator(leaf.Words) is { } joint => HoldsOperator(leaf, joint),
            Phrase or Word when leaf.Words.Contains('*', StringComparison.Ordinal) => HoldsStar(leaf),
            Phrase or Word when IsCommonName(leaf.Words, tokens) => isAlone ? OneCommonWord(leaf) : null,
            Phrase or Word when !read.Any(IsTelling) => OnlyFunctionWords(leaf),
            Word when tokens.Length > 1 && !IsOneWord(leaf.Words) => SeveralWords(leaf),
            PersonName when tokens is [var one] && PersonNames.IsCommonSurname(one) => CommonName(leaf),
            Place => PlaceCheck.Message(leaf, words),
            _ => null,
        };
    }

    /// <summary>True for a word that says something: <i>us</i> does not, <i>US</i> does.</summary>
    internal static bool IsTelling(Token token) => !Words.IsFunctionWord(token.Word) || token.Shape == Shape.Capitals;

    private static string? StartsMessage(Leaf leaf, string[] tokens)
    {
        if (tokens.Length > 1 || leaf.Words.Any(char.IsWhiteSpace))
            return $"\"{leaf.Words}\" is more than one word: write the beginning of one word.";
        if (leaf.Words.Contains('*', StringComparison.Ordinal))
            return $"\"{leaf.Words}\" holds a * that is not at its end: write the letters with which the words begin.";
        if (tokens[0].Length >= Starts.Shortest)
            return null;
        var longer = WordBeginnings.Suggestion(tokens[0]);
        return $"\"{leaf.Words}*\" needs at least {Starts.Shortest} letters before *; {(longer is null ? $"write the words out instead, without *." : $"\"{longer}*\" works.")}";
    }

    private static string? Operator(string text) =>
        Array
            .Find(
                [" AND ", " OR ", " NOT ", " NEAR", " ONEAR/"],
                joint => text.Contains(joint, StringComparison.Ordinal)
            )
            ?.Trim();

    private static string HoldsOperator(Leaf leaf, string joint) =>
        $"\"{leaf.Words}\" holds {joint}, which would be looked for as a word. Write it as one line: match: '{leaf.Words}'.";

    private static string HoldsStar(Leaf leaf) =>
        $"\"{leaf.Words}\" holds a *, which is no letter. Write the beginning of a word under starts:, and leave it out elsewhere: every inflection is found without it.";

    private static string OnlyFunctionWords(Leaf leaf) =>
        $"\"{leaf.Words}\" has no word that says what to find; every text has words like these. Add a telling word, or write it under exact:.";

    /// <summary>True for <i>May</i>, <i>Rice</i>, <i>Bush</i>: a name that is a word as well.</summary>
    private static bool IsCommonName(string text, string[] tokens) =>
        tokens is [var one] && char.IsUpper(text.Trim()[0]) && PersonNames.IsCommonWord(one);

    /// <summary>True when only hyphens part the pieces: <i>de-escalation</i>.</summary>
    private static bool IsOneWord(string text) => !text.Trim().Any(char.IsWhiteSpace);

    private static string SeveralWords(Leaf leaf) =>
        $"\"{leaf.Words}\" is more than one word: write it under phrases:, or as phrase: in a tree.";

    private static string OneCommonWord(Leaf leaf) =>
        $"\"{leaf.Words}\" alone is one common word. Add a names: or places: line, or write exact: \"{leaf.Words}\".";

    private static string CommonName(Leaf leaf) =>
        $"\"{leaf.Words}\" alone is a common word or name. Write the given name too: names: [Given {leaf.Words}].";
}
