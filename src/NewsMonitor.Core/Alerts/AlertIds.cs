using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Core.Alerts;

/// <summary>The identity of an alert for all its receivers: 128 bits of SHA-256 over rule, item and reason, as lower-case hex.</summary>
public readonly record struct AlertId(string Value)
{
    /// <summary>Derives the id. Equal arguments give an equal id on every machine and in every release.</summary>
    public static AlertId Of(string ruleId, string feedId, string itemKey, AlertReason reason) =>
        new(Derived.Id("alert", ruleId, feedId, itemKey, reason.ToString()));

    /// <summary>The id of the alert that the page of an item is gone: the item may have been edited into its opposite before.</summary>
    public static AlertId OfLostPage(string ruleId, string feedId, string itemKey) =>
        new(Derived.Id("alert", ruleId, feedId, itemKey, AlertReason.StateChanged.ToString(), "page"));

    /// <summary>The id of the alert that a person has changed a story at that time.</summary>
    public static AlertId OfChangeByHand(string ruleId, string storyId, AlertReason reason, DateTimeOffset at) =>
        new(
            Derived.Id(
                "alert",
                ruleId,
                storyId,
                reason.ToString(),
                at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            )
        );

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>
/// The identity of an alert for one receiver, used as local part of the Message-ID (RFC 5322 §3.6.4) and as
/// <c>webhook-id</c> (Standard Webhooks 1.0): letters and digits only.
/// </summary>
public readonly record struct DeliveryId(string Value)
{
    /// <summary>Derives the id. Equal arguments give an equal id on every machine and in every release.</summary>
    public static DeliveryId Of(AlertId alert, string receiver) => new(Derived.Id("delivery", alert.Value, receiver));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Ids that are computed from what they name.</summary>
internal static class Derived
{
    private const int Bytes = 16;

    /// <summary>Hashes the parts, each with its length before it, so that no two lists of parts read the same.</summary>
    public static string Id(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }
}
