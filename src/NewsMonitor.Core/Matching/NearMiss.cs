namespace NewsMonitor.Core.Matching;

/// <summary>Why a rule does not match an item: the part that is nearest to holding, and what would make it hold.</summary>
/// <param name="Part">The part of the rule, as the person wrote it: <c>phrase: troop withdrawal</c>; empty for the rule as a whole.</param>
/// <param name="Found">What the item says instead.</param>
/// <param name="Remedy">What would make it match.</param>
/// <param name="Distance">How far it is from holding: 0 for a filter, small for one modifier, larger for words that are not there.</param>
public sealed record NearMiss(string Part, string Found, string Remedy, int Distance)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Part.Length == 0 ? "" : $"{Part}: ")}{Found} {Remedy}".Trim();
}
