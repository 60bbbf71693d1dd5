using MimeKit;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Email;

/// <summary>
/// Puts each mail into a folder as one <c>.eml</c> file named for its delivery: a second attempt replaces the first.
/// </summary>
internal sealed class PickupTransport(string folder) : IMailTransport
{
    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(MimeMessage mail, DeliveryId id, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(mail, Path.Combine(folder, $"{id}.eml"), cancellationToken);
            return new Delivered();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Deferred($"the pickup folder cannot be written: {fault.Message}", Unreachable: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Whole on disk under another name first, so that a program that watches the folder never sees half a mail.</summary>
    private static async Task WriteAsync(MimeMessage mail, string path, CancellationToken cancellationToken)
    {
        var draft = $"{path}.part";
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await mail.WriteToAsync(MailFormat.OnTheWire, file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }
}
