using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace NewsMonitor.Demo;

/// <summary>A mail as it came over the wire, written down before the sender was told that it was taken.</summary>
/// <param name="Sender">The address of MAIL FROM.</param>
/// <param name="Recipients">The addresses of RCPT TO.</param>
/// <param name="Raw">The message with dots unstuffed, CRLF line ends as sent.</param>
/// <param name="At">When its final dot was read.</param>
internal sealed record ReceivedMail(string Sender, ImmutableArray<string> Recipients, byte[] Raw, DateTimeOffset At)
{
    /// <summary>The local part of its Message-ID.</summary>
    public string Id => Message.MessageId?.Split('@')[0] ?? "";

    /// <summary>The message, parsed anew at each call.</summary>
    public MimeMessage Message => MimeMessage.Load(new MemoryStream(Raw));
}

/// <summary>A small SMTP server on 127.0.0.1 (RFC 5321, without extensions) that keeps every message it is given, unless told to forget.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private const int LongestMessage = 10 * 1024 * 1024;
    private readonly TcpListener _socket = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = [];
    private readonly ConcurrentDictionary<Task, bool> _sessions = [];
    private readonly TimeProvider _time;
    private readonly Func<ReceivedMail, string> _reply;
    private readonly bool _forgets;
    private readonly Task _accepting;

    private SmtpListener(TimeProvider time, Func<ReceivedMail, string>? reply, bool forgets)
    {
        _time = time;
        _forgets = forgets;
        _reply = reply ?? (_ => "250 2.0.0 taken");
        _socket.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port it listens at.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndpoint).Port;

    /// <summary>Every mail so far, in order of arrival.</summary>
    public ImmutableArray<ReceivedMail> Mails => [.. _mails];

    /// <summary>How many mails came so far.</summary>
    public int Count => _mails.Count;

    /// <summary>Starts to listen.</summary>
    /// <param name="time">The clock that mails are stamped by.</param>
    /// <param name="reply">What is said after the final dot; "taken" when null.</param>
    /// <param name="forgets">True: mails are taken and not kept, where memory is measured.</param>
    public static SmtpListener Start(
        TimeProvider time,
        Func<ReceivedMail, string>? reply = null,
        bool forgets = false
    ) => new(time, reply, forgets);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                Follow(await _socket.AcceptTcpClientAsync(_closing.Token));
        }
        catch (OperationCanceledException) { }
    }

    private void Follow(TcpClient client)
    {
        var session = ServeAsync(client);
        _sessions.TryAdd(session, true);
        session.ContinueWith(
            ended => _sessions.TryRemove(ended, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            await new Session(client.GetStream(), this).TalkAsync(_closing.Token);
        }
        // The other side may die at any moment: that is what crash tests do to it.
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException) { }
    }

    private sealed class Session(NetworkStream stream, SmtpListener listener)
    {
        private readonly PipeReader _reader = PipeReader.Create(stream);
        private string _sender = "";
        private ImmutableArray<string> _recipients = [];

        public async Task TalkAsync(CancellationToken cancellationToken)
        {
            await SayAsync("220 loopback ESMTP", cancellationToken);
            while (await ReadLineAsync(cancellationToken) is { } line)
            {
                var command = Encoding.ASCII.GetString(line);
                await AnswerAsync(command, cancellationToken);
                if (Is(command, "QUIT"))
                    return;
            }
        }

        private Task AnswerAsync(string command, CancellationToken cancellationToken) =>
            Is(command, "DATA") ? TakeMessageAsync(cancellationToken) : SayAsync(ReplyTo(command), cancellationToken);

        private string ReplyTo(string command)
        {
            if (Is(command, "EHLO"))
                return "250-loopback\r\n250 8BITMIME";
            if (Is(command, "HELO") || Is(command, "NOOP"))
                return "250 2.0.0 ok";
            if (Is(command, "MAIL FROM:"))
                return Begin(AddressIn(command));
            if (Is(command, "RCPT TO:"))
                return Add(AddressIn(command));
            if (Is(command, "RSET"))
                return Begin("");
            return Is(command, "QUIT") ? "221 2.0.0 bye" : "502 5.5.1 not known here";
        }

        private string Begin(string sender)
        {
            (_sender, _recipients) = (sender, []);
            return "250 2.1.0 ok";
        }

        private string Add(string recipient)
        {
            _recipients = _recipients.Add(recipient);
            return "250 2.1.5 ok";
        }

        private async Task TakeMessageAsync(CancellationToken cancellationToken)
        {
            if (_recipients.IsEmpty)
            {
                await SayAsync("503 5.5.1 RCPT TO first", cancellationToken);
                return;
            }
            await SayAsync("354 end with a dot", cancellationToken);
            var mail = new ReceivedMail(
                _sender,
                _recipients,
                await ReadMessageAsync(cancellationToken),
                listener._time.GetUtcNow()
            );
            if (!listener._forgets)
                listener._mails.Enqueue(mail);
            Begin("");
            await SayAsync(listener._reply(mail), cancellationToken);
        }

        private async Task<byte[]> ReadMessageAsync(CancellationToken cancellationToken)
        {
            using var message = new MemoryStream();
            while (await ReadLineAsync(cancellationToken) is { } line)
            {
                if (line is [(byte)'.'])
                    return message.ToArray();
                message.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
                message.Write("\r\n"u8);
                if (message.Length > LongestMessage)
                    throw new IOException("the message is longer than this listener takes");
            }
            throw new EndOfStreamException("the sender went away in the middle of a message");
        }

        /// <summary>The next line without its CRLF; only CRLF ends a line. Null at the end.</summary>
        private async Task<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var read = await _reader.ReadAsync(cancellationToken);
                if (TakeLine(read.Buffer) is { } line)
                    return line;
                if (read.IsCompleted || read.Buffer.Length > LongestMessage)
                    return null;
                _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        private byte[]? TakeLine(ReadOnlySequence<byte> buffer)
        {
            var rest = new SequenceReader<byte>(buffer);
            if (!rest.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
                return null;
            var bytes = line.ToArray();
            _reader.AdvanceTo(rest.Position);
            return bytes;
        }

        private async Task SayAsync(string reply, CancellationToken cancellationToken) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), cancellationToken);

        private static bool Is(string command, string verb) =>
            command.StartsWith(verb, StringComparison.OrdinalIgnoreCase);

        private static string AddressIn(string command) => command[(command.IndexOf('<') + 1)..].Split('>')[0];
    }
}
