using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Tests.Rules;

/// <summary>Conditions compared by what they ask for, wherever they were written.</summary>
internal static class Conditions
{
    /// <summary>True when two conditions ask for the same, part by part.</summary>
    public static bool AreSame(Condition one, Condition other) =>
        (one, other) switch
        {
            (All a, All b) => AreSame(a.Parts, b.Parts),
            (Any a, Any b) => AreSame(a.Parts, b.Parts),
            (None a, None b) => AreSame(a.Parts, b.Parts),
            (AtLeast a, AtLeast b) => a.Of == b.Of && AreSame(a.From, b.From),
            (Score a, Score b) => a.Reach == b.Reach
                && a.Add.Select(points => points.Worth).SequenceEqual(b.Add.Select(points => points.Worth))
                && AreSame([.. a.Add.Select(points => points.Part)], [.. b.Add.Select(points => points.Part)]),
            (Near a, Near b) => (a.Within, a.InOrder, a.Same) == (b.Within, b.InOrder, b.Same)
                && AreSame(a.These, b.These),
            (Origin a, Origin b) => (a.Of, a.Value) == (b.Of, b.Value),
            (Leaf a, Leaf b) => a.GetType() == b.GetType() && a.Words == b.Words && a.Terms == b.Terms,
            _ => false,
        };

    private static bool AreSame(ImmutableArray<Condition> one, ImmutableArray<Condition> other) =>
        one.Length == other.Length && one.Zip(other, AreSame).All(same => same);
}
