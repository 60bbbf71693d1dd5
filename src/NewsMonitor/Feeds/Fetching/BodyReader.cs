using System.Buffers;
using System.IO.Compression;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>A body that broke a limit or a promise.</summary>
internal sealed class BodyRefused(string message) : IOException(message);

/// <summary>Reads a response's body to its end, decompressed, within a limit that counts what comes out.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="BodyRefused">It is larger than the limit, cut off, or not what its encoding says.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response,
        int mostBytes,
        CancellationToken cancellationToken
    )
    {
        var encodings = response.Content.Headers.ContentEncoding.ToArray();
        if (encodings.Length > 1)
            throw new BodyRefused($"the answer is compressed several times ({string.Join(", ", encodings)})");
        var encoding = encodings.FirstOrDefault("identity").ToLowerInvariant();
        try
        {
            await using var raw = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using var body = Decompressed(raw, encoding);
            return await ReadAllAsync(body, mostBytes, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new BodyRefused($"the answer says it is {encoding}, and is not, or is cut off");
        }
        catch (HttpIOException)
        {
            throw new BodyRefused("the answer is truncated: the connection ended before the document did");
        }
    }

    private static Stream Decompressed(Stream raw, string encoding) =>
        encoding switch
        {
            "" or "identity" => raw,
            "gzip" or "x-gzip" => new WholeGzip(raw),
            "deflate" => new ZLibStream(raw, CompressionMode.Decompress),
            "br" => new BrotliStream(raw, CompressionMode.Decompress),
            _ => throw new BodyRefused($"the answer is compressed as \"{encoding}\", which nobody asked for"),
        };

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(
        Stream body,
        int mostBytes,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (await body.ReadAsync(buffer.AsMemory(length), cancellationToken) is var read and > 0)
            {
                length += read;
                if (length > mostBytes)
                    throw new BodyRefused($"the document is larger than {mostBytes / 1024 / 1024.0:0.#} MiB");
                if (length == buffer.Length)
                    buffer = Grown(buffer);
            }
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    /// <summary>
    /// A gzip stream that notices when it was cut: the platform's ends quietly. The last four bytes of a member are its
    /// length (RFC 1952 §2.3.1), so they are kept and compared.
    /// </summary>
    private sealed class WholeGzip(Stream raw) : Stream
    {
        private readonly Tail tail = new(raw);
        private GZipStream? gzip;
        private long length;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            gzip ??= new GZipStream(tail, CompressionMode.Decompress, leaveOpen: true);
            var read = await gzip.ReadAsync(buffer, cancellationToken);
            length += read;
            if (read == 0 && length > 0 && !tail.EndsIn((uint)length))
                throw new InvalidDataException();
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            gzip?.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Passes bytes on and remembers the last four.</summary>
    private sealed class Tail(Stream raw) : Stream
    {
        private readonly byte[] last = new byte[4];

        public bool EndsIn(uint number) => BitConverter.ToUInt32(last) == number;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await raw.ReadAsync(buffer, cancellationToken);
            Remember(buffer.Span[..read]);
            return read;
        }

        private void Remember(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length >= 4)
                bytes[^4..].CopyTo(last);
            else
                foreach (var value in bytes)
                {
                    last.AsSpan(1).CopyTo(last);
                    last[3] = value;
                }
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
