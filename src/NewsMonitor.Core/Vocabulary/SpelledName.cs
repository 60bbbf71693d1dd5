using System.Collections.Concurrent;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>A name with what its comparison needs, worked out once for each distinct word.</summary>
internal sealed class SpelledName
{
    /// <summary>More distinct names than this are not remembered.</summary>
    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, SpelledName> Remembered = new(StringComparer.Ordinal);

    private readonly Sound[] sounds;
    private readonly float[] drops;
    private readonly ulong[] skeletons;

    private SpelledName(string word)
    {
        Word = word;
        Span<Sound> room = stackalloc Sound[NameSounds.Most];
        var count = NameSounds.AreReadable(word) ? NameSounds.Read(word, room) : 0;
        if (count > 0)
            Script = Script.Latin;
        else if (NameScripts.StemOf(word) is { } stem && (count = ScriptSounds.Read(stem, room)) > 0)
            Script = NameScripts.IsCyrillic(stem[0]) ? Script.Cyrillic : Script.Greek;
        sounds = room[..count].ToArray();
        drops = new float[count];
        SoundCosts.Drops(sounds, drops);
        skeletons = Script == Script.Other ? NameScripts.KeysOf(word) : Skeleton.Of(sounds, Script);
    }

    /// <summary>The word, folded.</summary>
    public string Word { get; }

    /// <summary>How many letters it is written with.</summary>
    public int Letters => Word.Length;

    /// <summary>The script it is written in.</summary>
    public Script Script { get; }

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
        foreach (var skeleton in skeletons)
            if (Array.IndexOf(other.skeletons, skeleton) >= 0)
                return true;
        return false;
    }
}

/// <summary>A script whose sounds are known, so that near spellings count in it.</summary>
internal enum Script
{
    /// <summary>None of the others: only the same letters count.</summary>
    Other,

    /// <summary>Latin.</summary>
    Latin,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Greek.</summary>
    Greek,
}
