using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsMonitor.Tests.Loopback;

/// <summary>What a connection is answered with, byte by byte, after its request has been read.</summary>
internal delegate Task RawAnswer(Stream connection, CancellationToken cancellationToken);

/// <summary>A server on 127.0.0.1 that breaks HTTP in ways that a web server will not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly RawAnswer _answer;
    private readonly Task _accepting;

    public RawServer(RawAnswer answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The requests, as text.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/feed");

    /// <summary>Writes these characters as Latin-1 and closes.</summary>
    public static RawServer Saying(string response) =>
        new(async (stream, token) => await stream.WriteAsync(Encoding.Latin1.GetBytes(response), token));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                Requests.Enqueue(await RequestAsync(stream));
                await _answer(stream, _stop.Token);
            }
            catch (Exception problem) when (problem is IOException or OperationCanceledException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var chunk = new byte[4_096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(chunk, _stop.Token);
            if (read == 0)
                break;
            request.Append(Encoding.Latin1.GetString(chunk, 0, read));
        }
        return request.ToString();
    }
}
