using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What became of a document.</summary>
internal abstract record ParseResult
{
    private protected ParseResult() { }
}

/// <summary>A feed was read, perhaps with items left out: each loss has a warning.</summary>
/// <param name="Title">The feed's own title as plain text; null when it has none.</param>
/// <param name="Link">The site the feed belongs to; null when it names none.</param>
/// <param name="Language">BCP 47; null when the feed does not say.</param>
/// <param name="Items">In the order of the document.</param>
/// <param name="Policy">The identity policy under which the items have their keys: never stronger than the one asked for.</param>
/// <param name="Warnings">What was repaired, cut or left out, in plain words.</param>
internal sealed record Parsed(
    string? Title,
    Uri? Link,
    string? Language,
    ImmutableArray<Item> Items,
    IdentityPolicy Policy,
    ImmutableArray<string> Warnings
) : ParseResult;

/// <summary>The document is no feed that can be read.</summary>
/// <param name="Reason">What it is instead, or what is wrong and where.</param>
internal sealed record Unreadable(string Reason) : ParseResult;
