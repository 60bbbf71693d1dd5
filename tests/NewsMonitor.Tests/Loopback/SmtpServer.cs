using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace NewsMonitor.Tests.Loopback;

/// <summary>
/// A small SMTP server on 127.0.0.1 that does as it is told: answers by script, drops, hangs or injects at any command. It
/// writes down what it has read before it answers, so that "taken and not acknowledged" is a thing that can be seen.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SmtpAct>> _script = new();
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Task, TcpClient> _sessions = new();
    private readonly Task _accepting;

    private SmtpServer(SmtpServerOptions options)
    {
        Options = options;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public SmtpServerOptions Options { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every mail whose final dot came, in order, also when the answer was a refusal or none.</summary>
    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>Every command line, in order.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>What came before TLS: where no password may be.</summary>
    public ConcurrentQueue<string> CommandsInTheClear { get; } = new();

    public int Connections => _connections;

    private int _connections;

    public static SmtpServer Start(SmtpServerOptions? options = null) => new(options ?? new());

    /// <summary>
    /// What to do at the next passes of a command (CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, DOT, NOOP, RSET, QUIT);
    /// after them it answers as it should.
    /// </summary>
    public SmtpServer At(string command, params SmtpAct[] acts)
    {
        foreach (var act in acts)
            _script.GetOrAdd(command, _ => new()).Enqueue(act);
        return this;
    }

    /// <summary>Always answers so for this recipient.</summary>
    public SmtpServer Refuse(string address, string reply)
    {
        _refused[address] = reply;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var client in _sessions.Values)
            client.Close();
        await Task.WhenAll(_sessions.Keys.Append(_accepting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            client.NoDelay = true;
            Interlocked.Increment(ref _connections);
            var session = Task.Run(() => ServeAsync(client));
            _sessions[session] = client;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private sealed class Session(SmtpServer server, Stream wire)
    {
        private Stream _stream = wire;
        private bool _encrypted;
        private string _from = "";
        private readonly List<string> _to = [];
        private readonly byte[] _buffer = new byte[8_192];
        private int _start;
        private int _end;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (server.Options.ImplicitTls)
                await EncryptAsync(cancellationToken);
            if (!await AnswerAsync("CONNECT", "220 loopback ESMTP", cancellationToken))
                return;
            while (await ReadLineAsync(cancellationToken) is { } line)
            {
                server.Commands.Enqueue(line);
                if (!_encrypted)
                    server.CommandsInTheClear.Enqueue(line);
                if (!await ObeyAsync(line, cancellationToken))
                    return;
            }
        }

        private async Task<bool> ObeyAsync(string line, CancellationToken cancellationToken)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    return await AnswerAsync(verb, Capabilities(), cancellationToken);
                case "STARTTLS":
                    if (!await AnswerAsync(verb, "220 go ahead", cancellationToken))
                        return false;
                    await EncryptAsync(cancellationToken);
                    return true;
                case "AUTH":
                    return await AuthenticateAsync(line, cancellationToken);
                case "MAIL":
                    (_from, _) = (AddressIn(line), _to.RemoveAll(_ => true));
                    return await AnswerAsync(verb, "250 ok", cancellationToken);
                case "RCPT":
                    return await RecipientAsync(AddressIn(line), cancellationToken);
                case "DATA":
                    return await DataAsync(cancellationToken);
                case "QUIT":
                    await AnswerAsync(verb, "221 bye", cancellationToken);
                    return false;
                default:
                    return await AnswerAsync(verb, "250 ok", cancellationToken);
            }
        }

        private string Capabilities()
        {
            var lines = new List<string> { "loopback", "PIPELINING", "8BITMIME", "SIZE 10000000" };
            if (server.Options.OffersStartTls && !_encrypted)
                lines.Add("STARTTLS");
            if (server.Options.Password is not null && (_encrypted || server.Options.OffersLoginInTheClear))
                lines.Add($"AUTH {server.Options.Mechanisms}");
            return string.Join("\r\n", lines.Select((line, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{line}"));
        }

        private async Task<bool> AuthenticateAsync(string line, CancellationToken cancellationToken)
        {
            var words = line.Split(' ');
            string user,
                password;
            if (words[1] == "PLAIN")
            {
                var parts = Decode(words[2]).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                user =
                    words.Length > 2 ? Decode(words[2]) : Decode(await AskAsync("334 VXNlcm5hbWU6", cancellationToken));
                password = Decode(await AskAsync("334 UGFzc3dvcmQ6", cancellationToken));
            }
            var good = user == server.Options.User && password == server.Options.Password;
            return await AnswerAsync("AUTH", good ? "235 welcome" : "535 5.7.8 wrong", cancellationToken);
        }

        private async Task<bool> RecipientAsync(string address, CancellationToken cancellationToken)
        {
            var isRefused = server._refused.TryGetValue(address, out var refusal);
            if (!isRefused)
                _to.Add(address);
            return await AnswerAsync("RCPT", isRefused ? refusal! : "250 ok", cancellationToken);
        }

        private async Task<bool> DataAsync(CancellationToken cancellationToken)
        {
            if (_to.Count == 0)
                return await AnswerAsync("DATA", "503 no recipients", cancellationToken);
            if (!await AnswerAsync("DATA", "354 go ahead", cancellationToken))
                return false;
            var raw = new MemoryStream();
            while (await ReadByteAsync(cancellationToken) is >= 0 and var next)
            {
                raw.WriteByte((byte)next);
                if (next == '\n' && EndsWithDot(raw))
                {
                    server.Mails.Enqueue(new ReceivedMail(_from, [.. _to], raw.ToArray()[..^3]));
                    return await AnswerAsync("DOT", "250 taken", cancellationToken);
                }
            }
            return false;
        }

        private static bool EndsWithDot(MemoryStream raw)
        {
            var bytes = raw.GetBuffer().AsSpan(0, (int)raw.Length);
            return bytes.EndsWith("\r\n.\r\n"u8) || bytes.SequenceEqual(".\r\n"u8);
        }

        /// <summary>Answers by script, else as it should; false ends the session.</summary>
        private async Task<bool> AnswerAsync(string command, string reply, CancellationToken cancellationToken)
        {
            if (!server._script.TryGetValue(command, out var acts) || !acts.TryDequeue(out var act))
                act = SmtpAct.Say(reply);
            if (act.After is { } wait)
                await wait.WaitAsync(cancellationToken);
            if (act.IsDrop)
                return false;
            await WriteAsync(act.Reply ?? reply, cancellationToken);
            return command is "CONNECT" or "QUIT" || !(act.Reply?.StartsWith("421", StringComparison.Ordinal) ?? false);
        }

        private async Task<string> AskAsync(string prompt, CancellationToken cancellationToken)
        {
            await WriteAsync(prompt, cancellationToken);
            return await ReadLineAsync(cancellationToken) ?? "";
        }

        private async Task WriteAsync(string reply, CancellationToken cancellationToken)
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), cancellationToken);
            await _stream.FlushAsync(cancellationToken);
        }

        private async Task EncryptAsync(CancellationToken cancellationToken)
        {
            var tls = new SslStream(_stream);
            var options = new SslServerAuthenticationOptions { ServerCertificate = server.Options.Certificate!.Server };
            try
            {
                await tls.AuthenticateAsServerAsync(options, cancellationToken);
            }
            catch (System.Security.Authentication.AuthenticationException refused)
            {
                throw new IOException("no TLS", refused);
            }
            (_stream, _encrypted, _start, _end) = (tls, true, 0, 0);
        }

        private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            var line = new List<byte>();
            while (await ReadByteAsync(cancellationToken) is >= 0 and var next)
            {
                if (next == '\n')
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add((byte)next);
            }
            return null;
        }

        private async ValueTask<int> ReadByteAsync(CancellationToken cancellationToken)
        {
            if (_start == _end)
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, cancellationToken));
            return _end == 0 ? -1 : _buffer[_start++];
        }

        private static string AddressIn(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}

/// <summary>What a server offers.</summary>
internal sealed record SmtpServerOptions
{
    public bool OffersStartTls { get; init; }

    public bool ImplicitTls { get; init; }

    public TestCertificate? Certificate { get; init; }

    public string User { get; init; } = "";

    public string? Password { get; init; }

    public string Mechanisms { get; init; } = "PLAIN LOGIN";

    public bool OffersLoginInTheClear { get; init; }
}

/// <summary>What a server does instead of its usual answer.</summary>
internal sealed record SmtpAct(string? Reply, bool IsDrop, Task? After)
{
    /// <summary>Answers this; lines are joined by CR LF.</summary>
    public static SmtpAct Say(string reply) => new(reply, false, null);

    /// <summary>Answers as it should.</summary>
    public static SmtpAct AsUsual { get; } = new(null, false, null);

    /// <summary>Closes the connection without a word.</summary>
    public static SmtpAct Drop { get; } = new(null, true, null);

    /// <summary>Answers as it should once this has happened.</summary>
    public static SmtpAct Wait(Task task) => new(null, false, task);
}

/// <summary>A mail as it came over the wire: dots still stuffed, without the final dot.</summary>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, byte[] Raw)
{
    public string Text => Encoding.Latin1.GetString(Raw);

    public MimeKit.MimeMessage Read()
    {
        var unstuffed = Text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal);
        return MimeKit.MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(unstuffed)));
    }
}
