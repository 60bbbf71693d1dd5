using System.IO.Compression;
using System.Text;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

public sealed class ContentDecodingTests
{
    private const int Limit = 10 * 1024 * 1024;
    private const string Document = "<rss version='2.0'><channel><title>World</title></channel></rss>";
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(Document);

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "GZip")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip gzip", "gzip, gzip")]
    [InlineData("zlib gzip", "deflate, gzip")]
    [InlineData("", "identity")]
    [InlineData("", "gzip")]
    [InlineData("gzip", null)]
    public async Task What_was_compressed_is_read_and_what_lies_about_it_too(string done, string? claimed)
    {
        await using var world = await FetchWorld.StartAsync();
        Serve(world, Compressed(Plain, done), claimed);

        Assert.Equal(Document, await world.TextAsync("/feed"));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip gzip", "gzip, gzip")]
    [InlineData("gzip", null)]
    [InlineData("", null)]
    public async Task Ten_MiB_are_counted_after_decompression(string done, string? claimed)
    {
        await using var world = await FetchWorld.StartAsync();
        Serve(world, Compressed(new byte[Limit], done), claimed);
        Assert.Equal(Limit, Assert.IsType<Fetched>(await world.FetchAsync("/feed")).Document.Bytes.Length);

        Serve(world, Compressed(new byte[Limit + 1], done), claimed);
        Assert.Equal("the document is larger than 10 MiB", await world.FailureAsync("/feed"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("br")]
    public async Task A_bomb_costs_no_more_than_the_limit(string coding)
    {
        await using var world = await FetchWorld.StartAsync();
        Serve(world, Bomb(300 * 1024 * 1024, coding), coding == "zlib" ? "deflate" : coding);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal("the document is larger than 10 MiB", await world.FailureAsync("/feed"));

        // A buffer that doubles up to 16 MiB, and what the server side of this process needs.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 80L * 1024 * 1024);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    public async Task A_compressed_stream_cut_in_half_is_a_failure_and_not_half_a_document(string done, string claimed)
    {
        await using var world = await FetchWorld.StartAsync();
        var whole = Compressed(Encoding.UTF8.GetBytes(Text(2_000)), done);
        Serve(world, whole[..(whole.Length / 2)], claimed);

        Assert.StartsWith("truncated: ", await world.FailureAsync("/feed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, gzip, gzip", "the document is compressed 3 times over")]
    [InlineData("zstd", "the content coding \"zstd\" is not known")]
    public async Task A_coding_that_nobody_asked_for_is_a_failure(string claimed, string reason)
    {
        await using var world = await FetchWorld.StartAsync();
        Serve(world, Plain, claimed);

        Assert.Equal(reason, await world.FailureAsync("/feed"));
    }

    private static void Serve(FetchWorld world, byte[] body, string? coding) =>
        world.Server.Serve(
            "/feed",
            async context =>
            {
                if (coding is not null)
                    context.Response.Headers.ContentEncoding = coding;
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
            }
        );

    private static byte[] Compressed(byte[] bytes, string codings) =>
        codings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(bytes, CompressedOnce);

    private static byte[] CompressedOnce(byte[] bytes, string coding)
    {
        using var written = new MemoryStream();
        using (var compressing = Compressing(written, coding))
            compressing.Write(bytes);
        return written.ToArray();
    }

    private static byte[] Bomb(int length, string coding)
    {
        using var written = new MemoryStream();
        using (var compressing = Compressing(written, coding))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < length / zeros.Length; i++)
                compressing.Write(zeros);
        }
        return written.ToArray();
    }

    private static Stream Compressing(Stream target, string coding) =>
        coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "zlib" => new ZLibStream(target, CompressionLevel.Fastest),
            "deflate" => new DeflateStream(target, CompressionLevel.Fastest),
            _ => new BrotliStream(target, CompressionLevel.Fastest),
        };

    /// <summary>Text that does not compress to nothing.</summary>
    private static string Text(int words)
    {
        var chance = new Random(4);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => chance.Next()));
    }
}
