using System.Collections.Concurrent;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>A name with what its comparison needs, worked out once for each distinct word.</summary>
internal sealed class SpelledName
{
    /// <summary>More distinct names than this are not remembered.</summary>
    private const int MostRemembered = 100_000;

    private static readonly ConcurrentDictionary<string, SpelledName> Remembered = new(StringComparer.Ordinal);

    private readonly Sound[] sounds;
    private readonly float[] drops;
    private readonly ulong[] skeletons;

    private SpelledName(string word)
    {
        Letters = word.Length;
        IsLatin = NameSounds.AreReadable(word);
        if (IsLatin)
        {
            Span<Sound> room = stackalloc Sound[NameSounds.Most];
            sounds = room[..NameSounds.Read(word, room)].ToArray();
            drops = new float[sounds.Length];
            SoundCosts.Drops(sounds, drops);
            skeletons = Skeleton.Of(sounds);
        }
        else
            (sounds, drops, skeletons) = ([], [], NameScripts.KeysOf(word));
    }

    /// <summary>How many letters it is written with.</summary>
    public int Letters { get; }

    /// <summary>True when it is written in Latin letters, so that near spellings count.</summary>
    public bool IsLatin { get; }

    /// <summary>Its sounds.</summary>
    public ReadOnlySpan<Sound> Sounds => sounds;

    /// <summary>What it costs to leave out each of them.</summary>
    public ReadOnlySpan<float> Drops => drops;

    /// <summary>Its skeletons; a near name has one of them.</summary>
    public ReadOnlySpan<ulong> Skeletons => skeletons;

    /// <summary>The name that a word spells.</summary>
    /// <param name="word">Folded.</param>
    public static SpelledName Of(string word)
    {
        if (Remembered.TryGetValue(word, out var known))
            return known;
        if (Remembered.Count > MostRemembered)
            Remembered.Clear();
        return Remembered.GetOrAdd(word, static word => new SpelledName(word));
    }

    /// <summary>True when one of its skeletons is one of the other's.</summary>
    public bool SharesSkeleton(SpelledName other)
    {
        if (IsLatin != other.IsLatin)
            return false;
        foreach (var skeleton in skeletons)
            if (Array.IndexOf(other.skeletons, skeleton) >= 0)
                return true;
        return false;
    }
}
