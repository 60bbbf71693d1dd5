using System.Collections.Immutable;

namespace NewsMonitor.Deliveries;

/// <summary>Someone who is told: an e-mail address or a webhook endpoint.</summary>
internal abstract record Receiver
{
    private protected Receiver() { }

    /// <summary>Its identity in rules and ledger.</summary>
    public required string Name { get; init; }
}

/// <summary>A person or a list, by e-mail.</summary>
internal sealed record EmailReceiver : Receiver
{
    /// <summary>One address, as RFC 5322 addr-spec.</summary>
    public required string Address { get; init; }
}

/// <summary>A program, by HTTP POST.</summary>
internal sealed record WebhookReceiver : Receiver
{
    /// <summary>An absolute http or https address. May hold secrets: never logged whole.</summary>
    public required Uri Address { get; init; }

    /// <summary>The signing secrets, newest first; none means unsigned. Each is <c>whsec_</c> and base64, or any text.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WebhookReceiver? other) =>
        other is not null
        && (Name, Address) == (other.Name, other.Address)
        && Secrets.SequenceEqual(other.Secrets, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Address);
}
