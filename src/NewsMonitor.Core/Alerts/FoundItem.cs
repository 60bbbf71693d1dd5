using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Core.Alerts;

/// <summary>An item that was not known before, with the rules that found it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Matches">What was found; none when no rule found it.</param>
/// <param name="TakesAStand">True when it denies, confirms or corrects something: it may speak of a story that a rule found elsewhere.</param>
public sealed record FoundItem(Item Item, ImmutableArray<Match> Matches, bool TakesAStand);
