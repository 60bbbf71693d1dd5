namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// Words, each with a small number. All letters lie in one block and the table holds places in it: forty thousand words
/// cost under a megabyte and no object of their own, so that an idle worker stays small.
/// </summary>
internal sealed class WordTable
{
    /// <summary>Bits of a slot that hold the number; the others hold the place of the word in the letters.</summary>
    private const int NumberBits = 12;
    private const uint NumberMask = (1u << NumberBits) - 1;

    private readonly byte[] letters;
    private readonly uint[] slots;

    /// <param name="letters">Lower-case ASCII words, any byte below the letters behind each.</param>
    /// <param name="words">Where each word begins in the letters, how long it is, and its number (below 4,096).</param>
    public WordTable(byte[] letters, IReadOnlyCollection<(int Start, int Length, int Number)> words)
    {
        this.letters = letters;
        var size = 16;
        while (size < words.Count * 2)
            size *= 2;
        slots = new uint[size];
        foreach (var (start, length, number) in words)
            Add(start, length, number);
    }

    /// <summary>The number of a word, or null when the table has not got it.</summary>
    public int? this[ReadOnlySpan<char> word]
    {
        get
        {
            for (var slot = SlotOf(word); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
                if (StandsAt((int)(slots[slot] >> NumberBits), word))
                    return (int)(slots[slot] & NumberMask);
            return null;
        }
    }

    private void Add(int start, int length, int number)
    {
        Span<char> word = stackalloc char[length];
        for (var i = 0; i < length; i++)
            word[i] = (char)letters[start + i];
        var slot = SlotOf(word);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slots.Length - 1);
        slots[slot] = ((uint)start << NumberBits) | (uint)number;
    }

    private bool StandsAt(int start, ReadOnlySpan<char> word)
    {
        if (start + word.Length > letters.Length)
            return false;
        for (var i = 0; i < word.Length; i++)
            if (letters[start + i] != word[i])
                return false;
        return start + word.Length == letters.Length || letters[start + word.Length] < 'a';
    }

    /// <summary>FNV-1a: the same in every process, for nobody chooses our words to slow us down.</summary>
    private int SlotOf(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var letter in word)
            hash = (hash ^ letter) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (uint)(slots.Length - 1));
    }
}
