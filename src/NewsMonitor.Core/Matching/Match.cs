using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>One rule found in one item, with evidence for every leaf that holds.</summary>
public sealed record Match(WatchRule Rule, Item Item, ImmutableArray<Evidence> Evidence);
