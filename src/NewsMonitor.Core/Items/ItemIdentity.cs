using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Core.Items;

/// <summary>How the items of one feed are told apart. A feed starts with its guids and only ever moves down this list.</summary>
public enum IdentityPolicy
{
    /// <summary>By guid; an item without one by link; without either by content.</summary>
    Guid,

    /// <summary>The feed gives several items one guid: by link, else by content.</summary>
    Link,

    /// <summary>The feed gives several items one guid and one link: by content alone.</summary>
    Content,
}

/// <summary>
/// The fingerprints of one item within its feed: SHA-256 of guid, link and content, 128 bits each, as lower-case hex.
/// All three are remembered, so that a feed whose policy moves down still recognises what it listed before.
/// </summary>
/// <param name="Guid">Of the publisher's guid; null when there is none.</param>
/// <param name="Link">Of the absolute link; null when there is none.</param>
/// <param name="Content">Of title, summary and body; always there.</param>
public sealed record ItemIdentity(string? Guid, string? Link, string Content)
{
    private const int Bytes = 16;

    /// <summary>Takes the fingerprints of what a publisher wrote.</summary>
    /// <param name="guid">Null or blank for none.</param>
    /// <param name="link">Absolute; null for none.</param>
    /// <param name="texts">Title, summary and body.</param>
    public static ItemIdentity Of(string? guid, Uri? link, params ReadOnlySpan<string> texts) =>
        new(
            string.IsNullOrWhiteSpace(guid) ? null : Fingerprint(guid.Trim()),
            link is null ? null : Fingerprint(link.AbsoluteUri),
            Fingerprint(string.Join('\u001F', texts))
        );

    private static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));

    /// <summary>The key by which the item is known under a policy, marked with its kind: <c>g-…</c>, <c>l-…</c> or <c>c-…</c>.</summary>
    public string Key(IdentityPolicy policy) =>
        policy switch
        {
            IdentityPolicy.Guid when Guid is not null => $"g-{Guid}",
            IdentityPolicy.Guid or IdentityPolicy.Link when Link is not null => $"l-{Link}",
            _ => $"c-{Content}",
        };
}
