using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// Decides for Postfix what becomes of a mail (SMTPD_POLICY_README of Postfix): greylisting, refusals, and whatever else a
/// test thinks of.
/// </summary>
internal sealed class PolicyServer : IAsyncDisposable
{
    private readonly TcpListener _socket = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<IReadOnlyDictionary<string, string>, string> _decide;
    private readonly List<Task> _talks = [];
    private readonly Task _accepting;

    /// <param name="decide">From what Postfix says of a mail to an action of access(5).</param>
    public PolicyServer(Func<IReadOnlyDictionary<string, string>, string> decide)
    {
        _decide = decide;
        _socket.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        await Task.WhenAll(_talks);
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _talks.Add(TalkAsync(await _socket.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (OperationCanceledException) { }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        try
        {
            while (await AskedAsync(reader) is { } asked)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"action={_decide(asked)}\n\n"), _closing.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException) { }
    }

    private async Task<Dictionary<string, string>?> AskedAsync(StreamReader reader)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            if (line.Length == 0)
                return asked;
            var parts = line.Split('=', 2);
            asked[parts[0]] = parts[^1];
        }
        return null;
    }
}
