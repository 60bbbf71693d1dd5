using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries.Email;

/// <summary>One open connection to the server, authenticated.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    /// <summary>Servers limit the mails of one connection; most allow this many.</summary>
    private const int MostMails = 100;
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(2);

    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SmtpWatch _watch;
    private readonly SmtpClient _client;
    private int _mails;

    private SmtpConnection(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _watch = new(time);
        _client = new(_watch)
        {
            // The watch has finer limits; this one is only there to be longer than any of them.
            Timeout = (int)TimeSpan.FromMinutes(15).TotalMilliseconds,
            // Lists of revoked certificates are at addresses that a guarded network does not let us reach.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = IsTrusted,
        };
    }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>True when it can take another mail, as far as one can know without asking.</summary>
    public bool IsReusable => _client.IsConnected && _mails < MostMails;

    /// <summary>Connects and authenticates; throws <see cref="SmtpFault"/>.</summary>
    public static async Task<SmtpConnection> OpenAsync(
        SmtpSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var connection = new SmtpConnection(settings, time);
        try
        {
            await connection.ConnectAsync(cancellationToken);
            await connection.AuthenticateAsync(cancellationToken);
            return connection;
        }
        catch
        {
            connection._client.Dispose();
            throw;
        }
    }

    /// <summary>Sends one mail; throws <see cref="SmtpFault"/>.</summary>
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        _mails++;
        var from = mail.From.Mailboxes.Single();
        var to = mail.To.Mailboxes;
        await RunAsync(
            SmtpStage.Talking,
            token => _client.SendAsync(MailFormat.OnTheWire, mail, from, to, token),
            cancellationToken
        );
        LastUsed = _time.GetUtcNow();
        CrashPoint.Reached("smtp-accepted");
    }

    /// <summary>Asks the server whether it is still there, unless it has just answered.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow() - LastUsed < FreshFor)
            return IsReusable;
        try
        {
            await RunAsync(SmtpStage.Talking, _client.NoOpAsync, cancellationToken);
            return IsReusable;
        }
        catch (Exception fault) when (fault is SmtpFault or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Says goodbye when there is someone to say it to.</summary>
    public async ValueTask DisposeAsync()
    {
        using var farewell = new CancellationTokenSource(FarewellTime, _time);
        try
        {
            await _client.DisconnectAsync(quit: true, farewell.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SmtpProtocolException) { }
        _client.Dispose();
    }

    private Task ConnectAsync(CancellationToken cancellationToken)
    {
        var security = _settings.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };
        return RunAsync(
            SmtpStage.Connecting,
            async token =>
                await _client.ConnectAsync(await DialAsync(token), _settings.Host, _settings.Port, security, token),
            cancellationToken
        );
    }

    /// <summary>
    /// MailKit sends the final dot in a write of its own. With Nagle's algorithm that write waits for the acknowledgement of
    /// the mail before it, which servers delay by some 40 ms: without it a lane sends twenty times as many mails.
    /// </summary>
    private async Task<Socket> DialAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_settings.Host, _settings.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        if (_settings.User is not { Length: > 0 } user)
            return Task.CompletedTask;
        if (!_client.IsSecure)
            throw SmtpFault.CredentialsInTheClear;
        return RunAsync(
            SmtpStage.Authenticating,
            token => _client.AuthenticateAsync(user, _settings.Password ?? "", token),
            cancellationToken
        );
    }

    private async Task RunAsync(
        SmtpStage stage,
        Func<CancellationToken, Task> operation,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _watch.RunAsync(stage, operation, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && _watch.TimedOut)
        {
            throw new SmtpFault(_watch.Stage, new TimeoutException("no answer"));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new SmtpFault(_watch.Stage, fault);
        }
    }

    /// <summary>Trusted by the system, or issued for this host by the authority that the configuration names.</summary>
    private bool IsTrusted(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || _settings.CertificateAuthority is not { } file)
            return false;
        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        if (chain is not null)
            ours.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        return shown is X509Certificate2 certificate && ours.Build(certificate);
    }
}
