namespace NewsMonitor.Core.Vocabulary;

/// <summary>Reads the sounds off a Cyrillic or Greek spelling, so that near spellings count within these scripts too.</summary>
internal static class ScriptSounds
{
    private const string Cyrillic = "абвгдежзиклмнопрстуфхцчшщыэюяђјљњћџ";

    private static readonly Sound[] CyrillicSounds =
    [
        Sound.A,
        Sound.B,
        Sound.V,
        Sound.G,
        Sound.D,
        Sound.E,
        Sound.Zh,
        Sound.Z,
        Sound.I,
        Sound.K,
        Sound.L,
        Sound.M,
        Sound.N,
        Sound.O,
        Sound.P,
        Sound.R,
        Sound.S,
        Sound.T,
        Sound.U,
        Sound.F,
        Sound.Kh,
        Sound.Ts,
        Sound.Ch,
        Sound.Sh,
        Sound.Sh,
        Sound.I,
        Sound.E,
        Sound.U,
        Sound.A,
        Sound.J,
        Sound.Y,
        Sound.L,
        Sound.N,
        Sound.Ch,
        Sound.J,
    ];

    private const string Greek = "αβγδεζηθικλμνξοπρστυφχψω";

    private static readonly Sound[] GreekSounds =
    [
        Sound.A,
        Sound.V,
        Sound.G,
        Sound.D,
        Sound.E,
        Sound.Z,
        Sound.I,
        Sound.Th,
        Sound.I,
        Sound.K,
        Sound.L,
        Sound.M,
        Sound.N,
        Sound.K,
        Sound.O,
        Sound.P,
        Sound.R,
        Sound.S,
        Sound.T,
        Sound.I,
        Sound.F,
        Sound.Kh,
        Sound.P,
        Sound.O,
    ];

    /// <summary>Writes the sounds of a word and says how many there are; 0 when it holds a letter of another script.</summary>
    /// <param name="word">In plain letters, without its ending.</param>
    /// <param name="sounds">Room for <see cref="NameSounds.Most"/>.</param>
    public static int Read(ReadOnlySpan<char> word, Span<Sound> sounds)
    {
        var count = 0;
        foreach (var letter in word)
        {
            if (SoundOf(letter) is not { } sound)
                return 0;
            if (count < NameSounds.Most && (count == 0 || sounds[count - 1] != sound))
                sounds[count++] = sound;
        }
        return count;
    }

    private static Sound? SoundOf(char letter)
    {
        if (Cyrillic.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var cyrillic)
            return CyrillicSounds[cyrillic];
        return Greek.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var greek ? GreekSounds[greek] : null;
    }
}
