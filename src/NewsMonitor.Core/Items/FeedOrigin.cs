using System.Collections.Immutable;

namespace NewsMonitor.Core.Items;

/// <summary>The feed an item came from, as far as rules and readers care.</summary>
/// <param name="Id">The identity of the feed in configuration and ledger.</param>
/// <param name="Name">The name people know it by; shown as the source.</param>
/// <param name="Tags">The tags a person gave it.</param>
public sealed record FeedOrigin(string Id, string Name, ImmutableArray<string> Tags);
