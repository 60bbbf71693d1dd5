using System.Buffers;
using System.Buffers.Binary;
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
    private const int FingerprintBytes = 16;

    /// <summary>Takes the fingerprints of an item. Equal arguments give equal fingerprints on every machine and in every release.</summary>
    /// <param name="guid">The publisher's guid; white space around it and an empty one do not count.</param>
    /// <param name="link">The absolute link. http and https are one, and what only follows the reader does not count.</param>
    /// <param name="title">The headline as plain text.</param>
    /// <param name="summary">The summary as plain text.</param>
    /// <param name="body">The content as plain text.</param>
    public static ItemIdentity Of(string? guid, Uri? link, string title, string summary, string body) =>
        new(
            string.IsNullOrWhiteSpace(guid) ? null : Fingerprint("guid", guid.Trim()),
            link is null ? null : Fingerprint("link", CanonicalLink.Of(link)),
            Fingerprint("content", title, summary, body)
        );

    /// <summary>The key by which the item is known under a policy, marked with its kind: <c>g-…</c>, <c>l-…</c> or <c>c-…</c>.</summary>
    public string Key(IdentityPolicy policy) =>
        policy switch
        {
            IdentityPolicy.Guid when Guid is not null => $"g-{Guid}",
            IdentityPolicy.Guid or IdentityPolicy.Link when Link is not null => $"l-{Link}",
            _ => $"c-{Content}",
        };

    /// <summary>Hashes the parts, each with its length before it, so that no two lists of parts read the same.</summary>
    private static string Fingerprint(params ReadOnlySpan<string> parts)
    {
        var most = 0;
        foreach (var part in parts)
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var hash = (stackalloc byte[SHA256.HashSizeInBytes]);
        SHA256.HashData(buffer.AsSpan(0, Write(parts, buffer)), hash);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash[..FingerprintBytes]);
    }

    private static int Write(ReadOnlySpan<string> parts, Span<byte> buffer)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, buffer[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32LittleEndian(buffer[at..], length);
            at += sizeof(int) + length;
        }
        return at;
    }
}
