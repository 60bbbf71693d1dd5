namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// How far two spellings of one name are apart. Latin spellings: an edit distance over <see cref="Sound"/>s whose costs
/// follow what transliteration changes (vowels inside cheaply, consonants and last vowels dearly), divided by the longer
/// length. <i>Soleimani</i> and <i>Suleimani</i> are near, <i>Soleimani</i> and <i>Suleiman</i> are not. Cyrillic and Greek: the
/// same, without the ending of the case. Other scripts: the same letters in every variant of the script
/// (<see cref="NameScripts"/>). Names in different scripts are never near.
/// </summary>
public static class NameSpelling
{
    /// <summary>The widest distance of a surname that a given name, a title or an initial supports.</summary>
    public const double SupportedSurname = 0.11;

    /// <summary>The widest distance of a given name.</summary>
    public const double GivenName = 0.11;

    /// <summary>The widest distance of a surname that only a title supports.</summary>
    public const double TitledSurname = 0.06;

    /// <summary>The widest distance of a surname that stands alone.</summary>
    public const double LoneSurname = 0.04;

    /// <summary>The same for a long word, of <see cref="LongWord"/> letters or more, which is hardly another name.</summary>
    public const double LongLoneSurname = 0.07;

    /// <summary>In letters.</summary>
    public const int LongWord = 10;

    /// <summary>The widest distance between names of which one has less than <see cref="ShortestVaried"/> letters: <i>Li</i>, <i>Lee</i>.</summary>
    public const double ShortName = 0.06;

    /// <summary>Names shorter than this, in letters, hardly vary.</summary>
    private const int ShortestVaried = 4;

    /// <summary>True when both words may be spellings of one name: they share a skeleton and are not too far apart.</summary>
    /// <param name="one">Folded.</param>
    /// <param name="other">Folded.</param>
    /// <param name="widest">The widest distance that counts.</param>
    public static bool AreNear(string one, string other, double widest) =>
        AreNear(SpelledName.Of(one), SpelledName.Of(other), widest);

    /// <summary>From 0 for equal spellings to about 1.5 for words that share nothing.</summary>
    /// <param name="one">Folded.</param>
    /// <param name="other">Folded.</param>
    public static double Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<Sound> a = stackalloc Sound[NameSounds.Most];
        Span<Sound> b = stackalloc Sound[NameSounds.Most];
        a = a[..NameSounds.Read(one, a)];
        b = b[..NameSounds.Read(other, b)];
        Span<float> dropsA = stackalloc float[a.Length];
        Span<float> dropsB = stackalloc float[b.Length];
        SoundCosts.Drops(a, dropsA);
        SoundCosts.Drops(b, dropsB);
        return Distance(a, dropsA, b, dropsB);
    }

    /// <summary>The skeletons of a name; two names that are near share one. See <see cref="Skeleton"/>.</summary>
    /// <param name="name">Folded.</param>
    public static ReadOnlySpan<ulong> Skeletons(string name) => SpelledName.Of(name).Skeletons;

    /// <inheritdoc cref="AreNear(string, string, double)"/>
    internal static bool AreNear(SpelledName one, SpelledName other, double widest)
    {
        if (one.Word == other.Word)
            return true;
        if (!one.SharesSkeleton(other))
            return false;
        if (one.Script == Script.Other)
            return true;
        var limit = Math.Min(one.Letters, other.Letters) < ShortestVaried ? Math.Min(widest, ShortName) : widest;
        return Distance(one.Sounds, one.Drops, other.Sounds, other.Drops) <= limit;
    }

    /// <summary>The distance, from the sounds of two names and what it costs to drop each.</summary>
    private static float Distance(
        ReadOnlySpan<Sound> a,
        ReadOnlySpan<float> dropsA,
        ReadOnlySpan<Sound> b,
        ReadOnlySpan<float> dropsB
    )
    {
        if (a.IsEmpty || b.IsEmpty)
            return 1;
        Span<float> row = stackalloc float[b.Length + 1];
        Span<float> above = stackalloc float[b.Length + 1];
        Span<float> twoAbove = stackalloc float[b.Length + 1];
        row[0] = 0;
        for (var j = 0; j < b.Length; j++)
            row[j + 1] = row[j] + dropsB[j];
        for (var i = 0; i < a.Length; i++)
        {
            var spare = twoAbove;
            twoAbove = above;
            above = row;
            row = spare;
            row[0] = above[0] + dropsA[i];
            for (var j = 0; j < b.Length; j++)
            {
                var cost = above[j] + SoundCosts.Exchange(a, i, b, j);
                cost = Math.Min(cost, above[j + 1] + dropsA[i]);
                cost = Math.Min(cost, row[j] + dropsB[j]);
                if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                    cost = Math.Min(cost, twoAbove[j - 1] + SoundCosts.Transposition);
                row[j + 1] = cost;
            }
        }
        return row[b.Length] / Math.Max(a.Length, b.Length);
    }
}
