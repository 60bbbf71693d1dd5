using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>What the words around a capital say of it.</summary>
internal static class NameShapes
{
    /// <summary><i>Michael Jordan</i>, <i>Chad Pennington</i>: a given name before the place, or itself a given name before a surname.</summary>
    public static bool IsInPersonsName(ItemReading reading, int at, PlaceName name)
    {
        if (name.Words.Length > 1 || name.IsPeople || name.IsAcronym)
            return false;
        var hasGivenName =
            at > 0
            && reading.Words[at - 1].IsCapital
            && reading.Adjoins(at - 1)
            && (reading.Traits(at - 1) & WordTraits.GivenName) != 0;
        var hasSurname =
            (reading.Traits(at) & WordTraits.GivenName) != 0
            && at + 1 < reading.Count
            && reading.Words[at + 1].Shape == Shape.Capitalised
            && reading.Adjoins(at);
        return hasGivenName || hasSurname;
    }
}
