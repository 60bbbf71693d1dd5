using System.Collections.Concurrent;

namespace NewsMonitor.Core.Text;

/// <summary>Gives the same string for the same letters, so that a word that was met before costs no memory. Bounded.</summary>
internal sealed class WordPool
{
    /// <summary>More distinct words than a year of news in one language has; then it starts anew.</summary>
    private const int Most = 400_000;

    private readonly ConcurrentDictionary<string, string> words = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The pool of the process: words are immutable, so sharing them shares nothing else.</summary>
    public static WordPool Shared { get; } = new();

    /// <summary>The string with these letters.</summary>
    public string Of(ReadOnlySpan<char> letters)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(letters, out var known))
            return known;
        if (Interlocked.Increment(ref count) > Most)
        {
            words.Clear();
            count = 0;
        }
        var word = letters.ToString();
        return words.GetOrAdd(word, word);
    }
}
