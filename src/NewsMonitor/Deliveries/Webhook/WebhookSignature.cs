using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>The signature of Standard Webhooks 1.0: HMAC-SHA-256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    private const string Base64Prefix = "whsec_";

    /// <summary>
    /// The value of <c>webhook-signature</c>: <c>v1,</c> and base64 for each secret, with spaces between, so that a receiver
    /// that changes its secret accepts us before and after.
    /// </summary>
    public static string Sign(
        ImmutableArray<string> secrets,
        string id,
        DateTimeOffset timestamp,
        ReadOnlySpan<byte> body
    )
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}.");
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Mac(secret, signed)}"));
    }

    private static string Mac(string secret, byte[] signed) =>
        Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed));

    /// <summary><c>whsec_</c> and base64 means those bytes; any other text means its UTF-8 bytes.</summary>
    private static byte[] Key(string secret)
    {
        var text = secret.StartsWith(Base64Prefix, StringComparison.Ordinal) ? secret[Base64Prefix.Length..] : null;
        var key = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, key, out var length)
            ? key[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
