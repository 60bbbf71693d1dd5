using System.Collections.Immutable;

namespace NewsMonitor.Core.Stories;

/// <summary>The earlier item, of another feed, whose text an item has.</summary>
/// <param name="Of">The key of the earlier item.</param>
/// <param name="Feed">Its feed.</param>
/// <param name="Share">So much of the shorter text stands in the longer one, 0.5 to 1; 1 where the headlines are one.</param>
/// <param name="Changed">
/// What it says otherwise within what both have: a status, a number, a name, a negation. Empty for a true copy; with any, the
/// item counts as a text of its own.
/// </param>
/// <param name="SaysMore">True when it goes on where the earlier one ends: then it may hold news.</param>
public sealed record TextCopy(string Of, string Feed, double Share, ImmutableArray<string> Changed, bool SaysMore)
{
    /// <summary>True when it says nothing otherwise.</summary>
    public bool IsTrue => Changed.IsEmpty;
}
