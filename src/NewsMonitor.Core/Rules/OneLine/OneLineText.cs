using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>A condition in one line: what <c>match:</c> takes, both ways.</summary>
public static class OneLineText
{
    /// <summary>The longest line, in UTF-16 units.</summary>
    public const int Longest = 10_000;

    /// <summary>What a line asks for, or everything that is wrong with it.</summary>
    /// <param name="text">The line; line breaks in it are spaces.</param>
    /// <param name="terms">The modifiers of the rule, for every leaf they mean something to.</param>
    /// <param name="position">Where the character at an offset of the text stands in its file.</param>
    public static OneLineResult Read(string text, LeafTerms terms, Func<int, SourcePosition> position) =>
        OneLineReader.Read(text, terms, position);

    /// <summary>The condition as a line that reads back as the same; null when a line cannot say it.</summary>
    public static string? Write(Condition condition) =>
        condition switch
        {
            All all => Joined(all.Parts, " AND "),
            Any any => Joined(any.Parts, " OR "),
            None { Parts: [var one] } => Bracketed(one) is { } part ? $"NOT {part}" : null,
            None none => Joined(none.Parts, " OR ") is { } parts ? $"NOT ({parts})" : null,
            Near { Same: Stretch.Sentence } near => Joined(
                near.These,
                $" {(near.InOrder ? "ONEAR" : "NEAR")}/{near.Within} "
            ),
            Origin { Of: OriginKind.Feed } feed => Valued("feed:", feed.Value, underscores: true),
            Origin { Of: OriginKind.Author } author => Valued("author:", author.Value),
            Origin language => Valued("lang:", language.Value),
            Leaf leaf => Write(leaf),
            _ => null,
        };

    private static string? Joined(IReadOnlyCollection<Condition> parts, string joint)
    {
        var written = parts.Count == 1 ? [Write(parts.First())] : parts.Select(Bracketed).ToArray();
        return written.Length == 0 || written.Contains(null) ? null : string.Join(joint, written);
    }

    private static string? Bracketed(Condition condition) =>
        Write(condition) is not { } written ? null
        : condition is Leaf or Origin ? written
        : $"({written})";

    private static string? Write(Leaf leaf)
    {
        if (leaf.Terms with { In = LeafTerms.Default.In } != LeafTerms.Default || FieldOf(leaf) is not { } field)
            return null;
        var written = leaf switch
        {
            Phrase => Quoted(leaf.Words),
            Word when IsBare(leaf.Words) => leaf.Words,
            Starts when IsBare(leaf.Words) => $"{leaf.Words}*",
            Exact => Valued("=", leaf.Words),
            Pattern => $"/{Slashed(leaf.Words)}/",
            PersonName => Valued("name:", leaf.Words),
            Organisation => Valued("org:", leaf.Words),
            Place => Valued("place:", leaf.Words),
            _ => null,
        };
        return written is null ? null : field + written;
    }

    /// <summary>The prefix of the only field a leaf looks in; empty for every field, null for two of them.</summary>
    private static string? FieldOf(Leaf leaf) =>
        leaf.Terms.In switch
        {
            [ItemField.Title] => "title:",
            [ItemField.Summary] => "summary:",
            [ItemField.Body] => "body:",
            [ItemField.Article] => "article:",
            { Length: 4 } => "",
            _ => null,
        };

    private static string? Quoted(string words) =>
        words.Trim().Length == words.Length && words.Length > 0 && !words.Any(Folding.IsQuote) ? $"\"{words}\"" : null;

    private static string? Valued(string prefix, string value, bool underscores = false) =>
        IsBare(value) && (underscores || !value.Contains('_', StringComparison.Ordinal)) ? prefix + value
        : Quoted(value) is { } quoted ? prefix + quoted
        : null;

    /// <summary>True for a word that means itself without quotes.</summary>
    private static bool IsBare(string word) =>
        new OneLineSigns(word).Read() is [{ Kind: SignKind.Bare } only, _]
        && only.Value == word
        && !word.EndsWith('*')
        && OneLineWords.Complaint(word) is null;

    private static string Slashed(string pattern)
    {
        var slashed = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                slashed.Append(pattern[i]).Append(pattern[++i]);
            else
                slashed.Append(pattern[i] == '/' ? "\\/" : pattern[i].ToString());
        return slashed.ToString();
    }
}

/// <summary>What came of reading a line.</summary>
/// <param name="Condition">What it asks for; null when it has problems.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
public sealed record OneLineResult(
    Condition? Condition,
    System.Collections.Immutable.ImmutableArray<RuleProblem> Problems
);
