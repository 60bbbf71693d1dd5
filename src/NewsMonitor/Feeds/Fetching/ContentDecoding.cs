using System.IO.Compression;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>
/// Undoes the content codings of a response, as a stream, counting: no more than the limit is ever held, and a stream that
/// ends before its compressed data does is an error and not a short document.
/// </summary>
internal static class ContentDecoding
{
    private const int MostCodings = 2;
    private const int ChunkBytes = 32_768;
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <summary>Without it, .NET takes a gzip stream that was cut off for one that has ended. Read once, at the first use.</summary>
    static ContentDecoding() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Reads the body to its end.</summary>
    /// <param name="body">The body as it comes.</param>
    /// <param name="codings">The Content-Encoding header; null when absent.</param>
    /// <param name="limit">The most bytes of the document.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UnreadableBodyException">The coding is unknown or the document too large.</exception>
    /// <exception cref="InvalidDataException">The compressed data are damaged or cut off.</exception>
    public static async Task<byte[]> ReadAsync(
        Stream body,
        string? codings,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var start = new PeekedStream(body, await PeekAsync(body, cancellationToken));
        await using var decoded = Decode(start, codings);
        return await ReadAsync(decoded, limit, cancellationToken);
    }

    private static async Task<byte[]> PeekAsync(Stream body, CancellationToken cancellationToken)
    {
        var magic = new byte[GzipMagic.Length];
        var read = await body.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        return magic[..read];
    }

    private static Stream Decode(PeekedStream body, string? codings)
    {
        var names = Names(codings);
        var isGzip = body.StartsWith(GzipMagic);
        // Servers lie both ways: a .gz file without the header, plain text with it. No feed begins with these two bytes.
        if (names.Count == 0)
            return isGzip ? new GZipStream(body, CompressionMode.Decompress) : body;
        if (names is ["gzip"] && !isGzip)
            return body;
        return names.AsEnumerable().Reverse().Aggregate((Stream)body, Decoded);
    }

    private static List<string> Names(string? codings)
    {
        var names = (codings ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !Is(name, "identity"))
            .Select(name => Is(name, "x-gzip") || Is(name, "gzip") ? "gzip" : name)
            .ToList();
        return names.Count <= MostCodings
            ? names
            : throw new UnreadableBodyException($"the document is compressed {names.Count} times over");
    }

    private static Stream Decoded(Stream source, string coding) =>
        coding switch
        {
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ when Is(coding, "br") => new BrotliStream(source, CompressionMode.Decompress),
            _ when Is(coding, "deflate") => Deflated(source),
            _ => throw new UnreadableBodyException($"the content coding \"{Short(coding)}\" is not known"),
        };

    /// <summary>"deflate" is zlib (RFC 9110 §8.4.1.2); old servers send it without the zlib header.</summary>
    private static Stream Deflated(Stream source) =>
        source is PeekedStream peeked && !peeked.IsZlib
            ? new DeflateStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);

    private static bool Is(string coding, string name) =>
        string.Equals(coding, name, StringComparison.OrdinalIgnoreCase);

    private static string Short(string coding) => coding.Length > 20 ? coding[..20] : coding;

    private static async Task<byte[]> ReadAsync(Stream decoded, int limit, CancellationToken cancellationToken)
    {
        using var document = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        for (int read; (read = await decoded.ReadAsync(chunk, cancellationToken)) > 0; )
        {
            if (document.Length + read > limit)
                throw new UnreadableBodyException($"the document is larger than {Size(limit)}");
            document.Write(chunk, 0, read);
        }
        return document.ToArray();
    }

    private static string Size(int bytes) =>
        bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes} bytes";
}

/// <summary>A body that cannot become a document, for a reason that is not damage.</summary>
internal sealed class UnreadableBodyException(string message) : Exception(message);

/// <summary>A stream whose first bytes have been looked at already.</summary>
internal sealed class PeekedStream(Stream rest, byte[] start) : Stream
{
    private int _given;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True when the stream began with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes) => start.AsSpan().StartsWith(bytes);

    /// <summary>True for the two bytes of a zlib header (RFC 1950 §2.2).</summary>
    public bool IsZlib => start.Length == 2 && (start[0] & 0x0F) == 8 && ((start[0] << 8) | start[1]) % 31 == 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given == start.Length)
            return await rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, start.Length - _given);
        start.AsMemory(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("read asynchronously");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
