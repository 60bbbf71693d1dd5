using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace NewsMonitor.Deliveries.Email;

/// <summary>A conversation with a server that ended badly, with the stage at which it did: together they tell what it means.</summary>
internal sealed class SmtpFault(SmtpStage stage, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>Where it happened.</summary>
    public SmtpStage Stage => stage;

    /// <summary>A password is asked for and the connection is not encrypted.</summary>
    public static SmtpFault CredentialsInTheClear =>
        new(
            SmtpStage.Authenticating,
            new NotSupportedException("user and password are never sent unencrypted: use starttls or tls")
        );

    /// <summary>All connections to the server were in use for too long.</summary>
    public static SmtpFault AllBusy =>
        new(SmtpStage.Connecting, new TimeoutException("every connection to it is waiting for an answer"));

    /// <summary>
    /// True when the connection failed before anything of a mail was sent, in a way that may be over at once: no server
    /// there, or a kept connection that the server had closed.
    /// </summary>
    public bool MayPassAtOnce =>
        stage is SmtpStage.Connecting or SmtpStage.Talking
        && InnerException is SocketException or IOException or SmtpProtocolException or ServiceNotConnectedException;

    /// <summary>What it means for the alert.</summary>
    /// <param name="server">Host and port.</param>
    public DeliveryResult Result(string server) =>
        (InnerException, stage) switch
        {
            (SmtpCommandException reply, _) => Read(reply, server),
            (AuthenticationException refusal, _) => new Deferred(
                $"{server} refuses our user or password: {Said(refusal)}",
                Unreachable: true
            ),
            (SslHandshakeException tls, _) => new Deferred(
                $"{server}: no trusted TLS connection: {WhyUntrusted(tls)}",
                Unreachable: true
            ),
            (NotSupportedException missing, SmtpStage.Connecting) => new Deferred(
                $"{server} offers no STARTTLS, and nothing is sent unencrypted unless the configuration says so: {Said(missing)}",
                Unreachable: true
            ),
            (NotSupportedException missing, SmtpStage.Authenticating) => new Deferred(
                $"{server}: no login: {Said(missing)}",
                Unreachable: true
            ),
            (TimeoutException, SmtpStage.Connecting or SmtpStage.Authenticating) => new Deferred(
                $"{server}: no connection in time: {Said(InnerException!)}",
                Unreachable: true
            ),
            (_, SmtpStage.Connecting or SmtpStage.Authenticating) => new Deferred(
                $"{server}: no connection: {Said(InnerException!)}",
                Unreachable: true
            ),
            (_, SmtpStage.AwaitingVerdict) => new Deferred(
                $"{server} had the whole mail and did not say whether it took it ({Said(InnerException!)}): unknown, sent again under the same Message-ID"
            ),
            _ => new Deferred($"{server} broke off: {Said(InnerException!)}"),
        };

    /// <remarks>
    /// Final is only what the server says of this recipient or this mail. What it says of our address, our login or itself
    /// holds for every alert until somebody mends it, so every alert must still be there then.
    /// </remarks>
    private DeliveryResult Read(SmtpCommandException reply, string server)
    {
        var code = (int)reply.StatusCode;
        var answer = string.Create(CultureInfo.InvariantCulture, $"{server} answered {code}: {Said(reply)}");
        if (code < 500 || stage is SmtpStage.Connecting or SmtpStage.Authenticating)
            return new Deferred(
                answer,
                Unreachable: stage is SmtpStage.Connecting or SmtpStage.Authenticating || code == 421
            );
        if (IsAboutLogin(code))
            return new Deferred($"{answer} (the server asks for a login)", Unreachable: true);
        return reply.ErrorCode == SmtpErrorCode.SenderNotAccepted
            ? new Deferred($"{answer} (the address in mail.from is refused)", Unreachable: true)
            : new Rejected(answer);
    }

    /// <summary>530, 534, 535, 538 (RFC 4954 §6).</summary>
    private static bool IsAboutLogin(int code) => code is 530 or 534 or 535 or 538;

    private static string Said(Exception fault) => CleanText.Cut(CleanText.Line(fault.Message), 300);

    /// <summary>MailKit's own message is a page of advice: ours is one line.</summary>
    private static string WhyUntrusted(SslHandshakeException fault) =>
        fault.ServerCertificate is { } certificate
            ? $"the certificate of {CleanText.Cut(CleanText.Line(certificate.Subject), 100)} is not trusted for this host"
            : CleanText.Cut(CleanText.Line(fault.GetBaseException().Message), 200);
}
