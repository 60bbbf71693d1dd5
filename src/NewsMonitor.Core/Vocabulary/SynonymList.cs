using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>The synonyms in <c>synonyms.txt</c>, which says how its lines are read.</summary>
internal static class SynonymList
{
    /// <summary>Every base form that has synonyms, with them in the order of the file, strong ones first.</summary>
    public static FrozenDictionary<string, ImmutableArray<Synonym>> Shipped { get; } =
        WordLists
            .Lines("synonyms.txt")
            .SelectMany(Read)
            .GroupBy(pair => pair.Lemma, pair => pair.Synonym, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, Ordered, StringComparer.Ordinal);

    /// <summary>A synonym as people write it: <c>~leave</c>, <c>pull out</c>, <c>force@military</c>.</summary>
    public static Synonym Parse(string text)
    {
        var isWeak = text.StartsWith('~');
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var words = text[(isWeak ? 1 : 0)..(at < 0 ? text.Length : at)];
        return new Synonym(InBaseForm(words), isWeak, at < 0 ? null : text[(at + 1)..]);
    }

    /// <summary>A word in its base form; of a verb with its particle the verb.</summary>
    public static string InBaseForm(string words)
    {
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? Words.RootsOf(words)[0]
            : string.Concat(Words.RootsOf(words[..space])[0], words.AsSpan(space));
    }

    private static ImmutableArray<Synonym> Ordered(IEnumerable<Synonym> synonyms) =>
        [.. synonyms.OrderBy(synonym => synonym.IsWeak).DistinctBy(synonym => (synonym.Words, synonym.Behind))];

    private static IEnumerable<(string Lemma, Synonym Synonym)> Read(string line)
    {
        if (line.Split(" = ") is [_, _, ..] equals)
            return equals.SelectMany(head => equals.Where(other => other != head).Select(other => Pair(head, other)));
        var (heads, synonyms) = line.Split(": ") is [var before, var behind]
            ? (before, behind)
            : throw new FormatException($"synonyms.txt: \"{line}\" has neither \": \" nor \" = \"");
        return heads.Split(", ").SelectMany(head => synonyms.Split(", ").Select(other => Pair(head, other)));
    }

    private static (string, Synonym) Pair(string head, string synonym) => (InBaseForm(head), Parse(synonym));
}
