namespace NewsMonitor.Core.Rules;

/// <summary>What can stand close to something: words, and alternatives of words.</summary>
public static class NearParts
{
    /// <summary>True for leaves and for <see cref="Any"/> groups of them.</summary>
    public static bool CanStandNear(Condition condition) =>
        condition switch
        {
            Leaf => true,
            Any any => !any.Parts.IsEmpty && any.Parts.All(CanStandNear),
            _ => false,
        };
}
