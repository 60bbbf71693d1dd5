using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// A Postfix of the test's own: it listens on 127.0.0.1 alone, takes mail only over STARTTLS from a user with a password,
/// puts all of it into one Maildir, and has no way to send any of it on.
/// </summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    public const string User = "monitor@newsroom.example";
    public const string Password = "correct horse battery staple";
    private const string Program = "/usr/sbin/postfix";
    private readonly DirectoryInfo _folder;

    private PostfixServer(DirectoryInfo folder) => _folder = folder;

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot =>
        !File.Exists(Program) ? "Postfix is not installed: apt-get install postfix sasl2-bin libsasl2-modules"
        : !File.Exists("/usr/sbin/saslpasswd2")
            ? "saslpasswd2 is not installed: apt-get install sasl2-bin libsasl2-modules"
        : !Environment.IsPrivilegedProcess ? "Postfix can only be started by root"
        : null;

    public int Port { get; } = World.FreePort();

    private int? Policy { get; init; }

    private string AskPolicy => Policy is { } port ? $"check_policy_service inet:127.0.0.1:{port}, " : "";

    /// <summary>The certificate that signed the server's.</summary>
    public string CertificateAuthority => PathOf("ca.pem");

    /// <summary>What it wrote about itself.</summary>
    public string Log => File.Exists(PathOf("log")) ? File.ReadAllText(PathOf("log")) : "";

    /// <summary>The mails in the Maildir.</summary>
    public ImmutableArray<MimeMessage> Mails =>
        Directory.Exists(PathOf("mail/inbox/new"))
            ? [.. Directory.EnumerateFiles(PathOf("mail/inbox/new")).Select(file => MimeMessage.Load(file))]
            : [];

    /// <summary>Starts one; with the port of a <see cref="PolicyServer"/>, one that asks it about every mail.</summary>
    public static async Task<PostfixServer> StartAsync(CancellationToken cancellationToken, int? policy = null)
    {
        var server = new PostfixServer(Directory.CreateTempSubdirectory("monitor-postfix-")) { Policy = policy };
        try
        {
            await server.PrepareAsync(cancellationToken);
            await RunAsync(Program, ["-c", server.PathOf("conf"), "start"], "", cancellationToken);
            await server.UntilListeningAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(PathOf("spool/pid/master.pid")))
            await RunAsync(Program, ["-c", PathOf("conf"), "stop"], "", CancellationToken.None);
        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["conf", "conf/sasl", "spool", "state", "mail"])
            Directory.CreateDirectory(PathOf(name));
        // Its daemons run under users of their own and must come this far.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        WriteCertificates();
        await File.WriteAllTextAsync(PathOf("conf/main.cf"), MainFile(), cancellationToken);
        await File.WriteAllTextAsync(PathOf("conf/master.cf"), MasterFile(), cancellationToken);
        await File.WriteAllTextAsync(PathOf("conf/sasl/smtpd.conf"), SaslFile(), cancellationToken);
        var (user, realm) = (User.Split('@')[0], User.Split('@')[1]);
        await RunAsync(
            "/usr/sbin/saslpasswd2",
            ["-c", "-p", "-f", PathOf("sasldb2"), "-u", realm, user],
            Password,
            cancellationToken
        );
        await RunAsync("chown", ["postfix", PathOf("state"), PathOf("sasldb2")], "", cancellationToken);
        await RunAsync("chown", ["nobody", PathOf("mail")], "", cancellationToken);
    }

    private string MainFile() =>
        $"""
            compatibility_level = 3.6
            queue_directory = {PathOf("spool")}
            data_directory = {PathOf("state")}
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file = {PathOf("log")}
            maillog_file_prefixes = {_folder.FullName}
            myhostname = mail.newsroom.example
            mydestination =
            mynetworks =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            disable_dns_lookups = yes
            smtpd_peername_lookup = no
            relayhost =
            default_transport = error:no mail leaves this machine
            relay_transport = error:no mail leaves this machine
            local_transport = error:nobody lives here
            local_recipient_maps =
            alias_maps =
            alias_database =
            virtual_mailbox_domains = newsroom.example
            virtual_mailbox_base = {PathOf("mail")}
            virtual_mailbox_maps = static:inbox/
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            smtpd_tls_security_level = encrypt
            smtpd_tls_cert_file = {PathOf("server.pem")}
            smtpd_tls_key_file = {PathOf("server.key")}
            smtpd_tls_auth_only = yes
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = cyrus
            smtpd_sasl_path = smtpd
            cyrus_sasl_config_path = {PathOf("conf/sasl")}
            smtpd_recipient_restrictions = {AskPolicy}permit_sasl_authenticated, reject
            smtpd_end_of_data_restrictions = {AskPolicy}permit
            smtpd_relay_restrictions = permit_sasl_authenticated, reject

            """;

    /// <summary>No smtp, relay or lmtp client that could send: those names only answer with an error.</summary>
    private string MasterFile() =>
        $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            smtp unix - - n - - error
            relay unix - - n - - error
            lmtp unix - - n - - error
            local unix - - n - - error
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd

            """;

    private string SaslFile() =>
        $"""
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            mech_list: PLAIN LOGIN
            sasldb_path: {PathOf("sasldb2")}

            """;

    private void WriteCertificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=mail.newsroom.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(
            authority,
            now.AddDays(-1),
            now.AddDays(1),
            RandomNumberGenerator.GetBytes(8)
        );

        File.WriteAllText(PathOf("ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task UntilListeningAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private static async Task RunAsync(
        string program,
        string[] arguments,
        string input,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}"
                )
            );
    }
}
