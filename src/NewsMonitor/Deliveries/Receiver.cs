using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries.Webhook;

namespace NewsMonitor.Deliveries;

/// <summary>Someone who is told: an e-mail address or a webhook endpoint.</summary>
internal abstract record Receiver
{
    private protected Receiver() { }

    /// <summary>Its identity in rules and ledger.</summary>
    public required string Name { get; init; }

    /// <summary>When what it is told goes out, where a rule does not say.</summary>
    public DeliveryMode? Mode { get; init; }

    /// <summary>When it wants to hear only what is urgent; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>The most that it is sent in a time; null for no limit.</summary>
    public Rate? Rate { get; init; }
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

    /// <summary>The shape of the body.</summary>
    public Preset Preset { get; init; }

    /// <summary>A body of one's own instead; null for none.</summary>
    public AlertTemplate? Template { get; init; }

    /// <summary>The token of an Authorization header; null for none.</summary>
    public string? Bearer { get; init; }

    /// <summary>The PEM files of the certificate and the key that we show; null for none.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <summary>The chat that a Telegram bot writes to; null elsewhere.</summary>
    public string? Chat { get; init; }

    /// <summary>The routing key of PagerDuty; null elsewhere.</summary>
    public string? RoutingKey { get; init; }

    /// <inheritdoc/>
    public bool Equals(WebhookReceiver? other) =>
        other is not null
        && base.Equals(other)
        && (Address, Preset, Bearer, Certificate, Chat, RoutingKey)
            == (other.Address, other.Preset, other.Bearer, other.Certificate, other.Chat, other.RoutingKey)
        && Equals(Template, other.Template)
        && Secrets.SequenceEqual(other.Secrets, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Address);
}

/// <summary>What we show to an endpoint that asks who we are (mTLS).</summary>
/// <param name="File">The certificate, with what stands between it and its root, in PEM.</param>
/// <param name="Key">Its private key in PEM, unencrypted; may be the same file.</param>
internal sealed record ClientCertificate(string File, string Key);
