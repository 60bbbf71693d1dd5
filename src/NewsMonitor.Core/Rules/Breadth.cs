using System.Globalization;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>How much of the news a condition would match, as far as common words tell; and the leaf that makes it so.</summary>
/// <param name="PerMille">Of 1,000 items; 0 when a word that is not common is needed.</param>
/// <param name="Leaf">The broadest leaf; null when there is none.</param>
internal sealed record Breadth(double PerMille, Leaf? Leaf)
{
    /// <summary>From here on a rule tells more than anybody reads, of 1,000 items.</summary>
    public const int TooBroad = 10;

    private static readonly Breadth Narrow = new(0, null);

    /// <summary><c>5 of 100</c></summary>
    public string InWords =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(PerMille / 10))} of 100");

    /// <summary>The breadth of a condition, words taken as independent.</summary>
    public static Breadth Of(Condition condition) =>
        condition switch
        {
            Leaf leaf => OfLeaf(leaf),
            All all => Together(all.Parts.Where(part => part is not None)),
            Near near => Together(near.These),
            Any any => any.Parts.Select(Of).DefaultIfEmpty(Narrow).MaxBy(part => part.PerMille)!,
            AtLeast atLeast => atLeast
                .From.Select(Of)
                .OrderByDescending(part => part.PerMille)
                .ElementAtOrDefault(atLeast.Of - 1)
                ?? Narrow,
            _ => Narrow,
        };

    private static Breadth Together(IEnumerable<Condition> parts)
    {
        var all = parts.Select(Of).ToArray();
        return all.Length == 0
            ? Narrow
            : new(
                all.Aggregate(1000.0, (share, part) => share * part.PerMille / 1000),
                all.MaxBy(part => part.PerMille)!.Leaf
            );
    }

    private static Breadth OfLeaf(Leaf leaf)
    {
        if (leaf is not (Phrase or Word) || leaf.Terms.Times > 1 || leaf.Terms.ExactCase)
            return Narrow;
        var telling = Tokeniser.Read(leaf.Words).Tokens.Where(LeafCheck.IsTelling).ToArray();
        return telling is [var only] ? new(CommonWords.ShareOf(only.Word), leaf) : Narrow;
    }
}
