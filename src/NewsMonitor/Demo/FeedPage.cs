namespace NewsMonitor.Demo;

/// <summary>A feed's document as it stands at one moment.</summary>
/// <param name="Bytes">The document.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="LastModified">When its newest item was published; null for none.</param>
internal sealed record FeedPage(byte[] Bytes, string ContentType, DateTimeOffset? LastModified);
