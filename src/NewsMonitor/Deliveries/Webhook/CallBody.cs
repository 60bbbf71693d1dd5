using System.Net;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>The body of a call: knows when the headers before it, and when it itself, have gone to the network.</summary>
internal sealed class CallBody(byte[] body) : HttpContent
{
    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await SentAsync("http-headers-sent", stream, cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
        await SentAsync("http-body-sent", stream, cancellationToken);
    }

    /// <summary>Headers and body usually leave in one packet: only who dies between them has them sent apart.</summary>
    private static async Task SentAsync(string point, Stream stream, CancellationToken cancellationToken)
    {
        if (!CrashPoint.IsChosen(point))
            return;
        await stream.FlushAsync(cancellationToken);
        CrashPoint.Reached(point);
    }
}
