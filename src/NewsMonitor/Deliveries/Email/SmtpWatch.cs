using MailKit;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries.Email;

/// <summary>How far a conversation with a server has come, as far as it matters for what its end means.</summary>
internal enum SmtpStage
{
    /// <summary>TCP, TLS, greeting.</summary>
    Connecting,

    /// <summary>AUTH.</summary>
    Authenticating,

    /// <summary>Commands: nothing of a mail has been sent.</summary>
    Talking,

    /// <summary>The mail is being sent: without its final dot the server drops what it has.</summary>
    Sending,

    /// <summary>The final dot is out: the server has the whole mail, and may have taken it.</summary>
    AwaitingVerdict,
}

/// <summary>
/// Listens to the bytes of one connection: knows how far it has come, and cancels it when nothing has come or gone for
/// longer than the stage allows. MailKit has one time-out for all, and RFC 5321 §4.5.3.2 asks for 10 minutes after the dot.
/// </summary>
internal sealed class SmtpWatch(TimeProvider time) : IProtocolLogger
{
    private static readonly TimeSpan ForTcp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ForCommand = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ForVerdict = TimeSpan.FromMinutes(10);
    private static ReadOnlySpan<byte> FinalDot => "\r\n.\r\n"u8;

    private readonly byte[] _lastSent = new byte[FinalDot.Length];
    private CancellationTokenSource? _patience;
    private bool _isRunning;

    /// <summary>Where the conversation is.</summary>
    public SmtpStage Stage { get; private set; }

    /// <summary>True when the last operation was ended because the server took too long.</summary>
    public bool TimedOut => _patience is { IsCancellationRequested: true };

    /// <inheritdoc/>
    /// <remarks>Nothing is written down here, so there is no secret to detect.</remarks>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Runs one operation under the time-outs of the stages it goes through.</summary>
    public async Task RunAsync(
        SmtpStage stage,
        Func<CancellationToken, Task> operation,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        (_patience, _isRunning) = (patience, true);
        Stage = stage;
        try
        {
            patience.CancelAfter(stage == SmtpStage.Connecting ? ForTcp : ForCommand);
            await operation(either.Token);
            _patience = null;
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => WaitAtMost(ForCommand);

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (Stage == SmtpStage.Talking && buffer.AsSpan(offset, count).StartsWith("354"u8))
            Stage = SmtpStage.Sending;
        WaitAtMost(Stage == SmtpStage.AwaitingVerdict ? ForVerdict : ForCommand);
    }

    /// <inheritdoc/>
    /// <remarks>MailKit calls it after every write that succeeded.</remarks>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        WaitAtMost(ForCommand);
        Remember(buffer.AsSpan(offset, count));
        if (Stage == SmtpStage.Sending && FinalDot.SequenceEqual(_lastSent))
        {
            Stage = SmtpStage.AwaitingVerdict;
            WaitAtMost(ForVerdict);
            CrashPoint.Reached("smtp-dot-sent");
        }
        else if (Stage == SmtpStage.Sending)
            CrashPoint.Reached("smtp-data-sent");
        else if (buffer.AsSpan(offset, count).StartsWith("MAIL FROM:"u8))
            CrashPoint.Reached("smtp-mail-from");
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>Outside of an operation (at the farewell, say) nobody waits.</summary>
    private void WaitAtMost(TimeSpan patience)
    {
        if (_isRunning)
            _patience?.CancelAfter(patience);
    }

    /// <summary>Keeps the last bytes in their order: the final dot may come in two writes.</summary>
    private void Remember(ReadOnlySpan<byte> sent)
    {
        var last = sent[Math.Max(0, sent.Length - _lastSent.Length)..];
        _lastSent.AsSpan(last.Length).CopyTo(_lastSent);
        last.CopyTo(_lastSent.AsSpan(_lastSent.Length - last.Length));
    }
}
