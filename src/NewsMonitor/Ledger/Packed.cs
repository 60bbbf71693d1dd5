using System.IO.Compression;

namespace NewsMonitor.Ledger;

/// <summary>Text for the ledger, packed: about a third of its letters in bytes.</summary>
internal static class Packed
{
    /// <summary>Of 0 to 11: more makes polls slower and the ledger hardly smaller.</summary>
    private const int Effort = 1;

    private const int Window = 16;

    /// <summary>Packs.</summary>
    public static byte[] Of(ReadOnlySpan<byte> plain)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out var length, Effort, Window)
            ? packed[..length]
            : throw new InvalidOperationException($"{plain.Length} bytes cannot be packed");
    }

    /// <summary>Unpacks; throws <see cref="InvalidDataException"/> or <see cref="InvalidOperationException"/> for what is damaged.</summary>
    public static MemoryStream Open(byte[] packed)
    {
        using var unpacking = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var plain = new MemoryStream();
        unpacking.CopyTo(plain);
        plain.Position = 0;
        return plain;
    }
}
