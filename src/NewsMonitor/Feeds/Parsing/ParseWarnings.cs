using System.Collections.Immutable;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What was repaired, cut or left out while one document was read: each sentence once, with how often it held.</summary>
internal sealed class ParseWarnings
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _inOrder = [];
    private int _leftOut;

    /// <summary>Notes a sentence in plain words.</summary>
    public void Add(string sentence)
    {
        if (_counts.TryGetValue(sentence, out var count))
            _counts[sentence] = count + 1;
        else if (_inOrder.Count < ParseLimits.Warnings)
            First(sentence);
        else
            _leftOut++;
    }

    /// <summary>Notes what was noted elsewhere, each sentence once.</summary>
    public void AddAll(ParseWarnings others) => others._inOrder.ForEach(Add);

    /// <summary>The sentences in the order in which they first held.</summary>
    public ImmutableArray<string> ToImmutable()
    {
        var sentences = _inOrder.Select(Counted);
        return _leftOut == 0 ? [.. sentences] : [.. sentences, $"and {_leftOut} warnings more"];
    }

    private void First(string sentence)
    {
        _counts[sentence] = 1;
        _inOrder.Add(sentence);
    }

    private string Counted(string sentence) =>
        _counts[sentence] == 1 ? sentence : $"{sentence} ({_counts[sentence]} times)";
}
