namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// What all near spellings of a name have in common, as a number to look names up by: its consonants in classes that
/// transliteration does not leave, four bits each. A consonant that belongs to two classes (<i>ch</i> is k or sh, <i>j</i> is
/// j, g or y) gives a skeleton for each, so a name has a few; names that are near share one of them.
/// </summary>
internal static class Skeleton
{
    /// <summary>The skeletons that a name may have at most; the rest of its doubtful consonants count as their first class.</summary>
    public const int Most = 24;

    private const int BitsEach = 4;

    /// <summary>A skeleton holds so many consonants; later ones tell no more.</summary>
    private const int LongestSkeleton = 14;

    private const int Nothing = 0;
    private const int Velar = 1;
    private const int Hissing = 2;
    private const int Hushing = 3;
    private const int Labial = 4;
    private const int Dental = 5;
    private const int L = 6;
    private const int M = 7;
    private const int N = 8;
    private const int R = 9;

    /// <summary>The script stands above the consonants.</summary>
    private const int ScriptAt = 60;

    /// <summary>The skeletons of a name, each once.</summary>
    public static ulong[] Of(ReadOnlySpan<Sound> sounds, Script script)
    {
        var skeletons = new List<ulong> { 0 };
        foreach (var sound in sounds)
            skeletons = Extended(skeletons, ClassesOf(sound));
        return [.. skeletons.Select(skeleton => skeleton | ((ulong)script << ScriptAt))];
    }

    private static List<ulong> Extended(List<ulong> skeletons, ReadOnlySpan<int> classes)
    {
        if (classes.IsEmpty)
            return skeletons;
        var room = skeletons.Count * classes.Length <= Most ? classes.Length : 1;
        var extended = new List<ulong>(skeletons.Count * room);
        foreach (var skeleton in skeletons)
        foreach (var member in classes[..room])
            if (With(skeleton, member) is var longer && !extended.Contains(longer))
                extended.Add(longer);
        return extended;
    }

    /// <summary>A class that repeats itself is written once: spellings with and without the vowel between must meet.</summary>
    private static ulong With(ulong skeleton, int member) =>
        member == Nothing
        || (skeleton & ((1 << BitsEach) - 1)) == (ulong)member
        || skeleton >> (BitsEach * LongestSkeleton) != 0
            ? skeleton
            : (skeleton << BitsEach) | (uint)member;

    private static ReadOnlySpan<int> ClassesOf(Sound sound) =>
        sound switch
        {
            Sound.K or Sound.G or Sound.Gh => [Velar],
            Sound.Kh => [Velar, Nothing],
            Sound.C => [Hissing, Velar, Hushing],
            Sound.Ch => [Hushing, Velar],
            Sound.Sh or Sound.Zh => [Hushing, Hissing],
            Sound.J => [Hushing, Nothing, Velar],
            Sound.S or Sound.Ts => [Hissing],
            Sound.Z => [Hissing, Dental],
            Sound.D or Sound.T => [Dental],
            Sound.Dh or Sound.Th => [Dental, Hissing],
            Sound.B or Sound.P or Sound.V or Sound.F => [Labial],
            Sound.W => [Labial, Nothing],
            Sound.L => [L],
            Sound.M => [M],
            Sound.N => [N],
            Sound.R => [R],
            _ => [],
        };
}
