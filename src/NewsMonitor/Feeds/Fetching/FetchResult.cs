namespace NewsMonitor.Feeds.Fetching;

/// <summary>What a server gave us to recognise its document by (RFC 9110 §8.8), byte for byte.</summary>
internal sealed record Validators(string? ETag, string? LastModified)
{
    /// <summary>None: the request is unconditional.</summary>
    public static Validators None { get; } = new(null, null);
}

/// <summary>The bytes of a response, decompressed and within limits, with what is needed to read them.</summary>
/// <param name="Bytes">The document.</param>
/// <param name="ContentType">The Content-Type header as sent; null when absent.</param>
/// <param name="Address">Where it was found after redirects: the base for relative links.</param>
/// <param name="ContentLanguage">The Content-Language header; null when absent.</param>
internal sealed record FeedDocument(
    ReadOnlyMemory<byte> Bytes,
    string? ContentType,
    Uri Address,
    string? ContentLanguage = null
);

/// <summary>How a visit to a feed's address ended.</summary>
internal abstract record FetchResult
{
    private protected FetchResult() { }
}

/// <summary>A document came.</summary>
/// <param name="Document">The whole of it.</param>
/// <param name="Validators">To be kept only once the document has been parsed and recorded.</param>
/// <param name="MovedTo">The new address when the server says that the feed has moved for good (301, 308); else null.</param>
/// <param name="FreshFor">How long the server says that it stays as it is; null when it does not.</param>
internal sealed record Fetched(FeedDocument Document, Validators Validators, Uri? MovedTo, TimeSpan? FreshFor = null)
    : FetchResult;

/// <summary>The document has not changed since the validators were given (304).</summary>
/// <param name="MovedTo">As for a document that came.</param>
/// <param name="FreshFor">As for a document that came.</param>
internal sealed record NotModified(Uri? MovedTo = null, TimeSpan? FreshFor = null) : FetchResult;

/// <summary>The address was looked at: it has answered, and nothing else was read.</summary>
/// <param name="Status">The HTTP status; a redirect was not followed.</param>
internal sealed record Answered(int Status) : FetchResult;

/// <summary>No document came.</summary>
/// <param name="Reason">In plain words, without secrets.</param>
/// <param name="RetryAfter">How long the server asks us to wait; null when it does not.</param>
/// <param name="Gone">True for 410: the publisher has ended the feed.</param>
/// <param name="HeldUntil">Until when the host that answered is asked nothing (429); null when it may be.</param>
internal sealed record FetchFailed(
    string Reason,
    TimeSpan? RetryAfter = null,
    bool Gone = false,
    DateTimeOffset? HeldUntil = null
) : FetchResult;

/// <summary>Nothing was asked: the host has asked everybody to wait (429), and still does, or too many wait for it already.</summary>
/// <param name="Until">When it may be asked again.</param>
/// <param name="Reason">In plain words.</param>
internal sealed record HeldBack(DateTimeOffset Until, string Reason) : FetchResult;
