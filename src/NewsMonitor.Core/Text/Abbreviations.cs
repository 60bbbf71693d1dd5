using System.Collections.Frozen;

namespace NewsMonitor.Core.Text;

/// <summary>Words that are written with a full stop inside a sentence.</summary>
internal static class Abbreviations
{
    private static readonly FrozenSet<string> Known = (
        "gen lt col maj capt sgt adm brig cmdr mr mrs ms dr prof sen rep gov st vs jr sr no inc ltd co corp "
        + "jan feb mar apr jun jul aug sep sept oct nov dec approx est hon rev pres al"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>True for <i>Gen.</i>, <i>Mr.</i>, <i>Inc.</i> and their like.</summary>
    public static bool Contains(ReadOnlySpan<char> folded) => folded.Length <= 6 && Lookup.Contains(folded);
}
