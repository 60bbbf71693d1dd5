using Microsoft.Extensions.Time.Testing;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Email;

/// <summary>What an SMTP server says, does or leaves out, and what it means for an alert.</summary>
public sealed class SmtpTransportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_three_recipients_the_two_that_are_not_refused_get_their_mail()
    {
        await using var server = SmtpServer.Start().Refuse("b@example.org", "550 5.1.1 no such user");
        await using var transport = Transport(server);

        Assert.IsType<Delivered>(await SendAsync(transport, "a@example.org"));
        var refused = Assert.IsType<Rejected>(await SendAsync(transport, "b@example.org"));
        Assert.IsType<Delivered>(await SendAsync(transport, "c@example.org"));

        Assert.Contains("550", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("b@example.org", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(["a@example.org", "c@example.org"], server.Mails.Select(mail => Assert.Single(mail.To)));
    }

    [Fact]
    public async Task Dropped_after_the_final_dot_the_outcome_is_unknown_and_the_next_mail_has_the_same_id()
    {
        await using var server = SmtpServer.Start().At("DOT", SmtpAct.Drop);
        await using var transport = Transport(server);

        var unknown = Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));
        Assert.IsType<Delivered>(await SendAsync(transport, "a@example.org"));

        Assert.Contains("unknown", unknown.Reason, StringComparison.Ordinal);
        Assert.Equal(2, server.Mails.Count);
        Assert.Single(server.Mails.Select(mail => mail.Read().MessageId).Distinct());
    }

    [Fact]
    public async Task A_server_that_takes_five_minutes_after_the_final_dot_is_waited_for()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2020, 1, 6, 20, 0, 0, TimeSpan.Zero));
        var verdict = new TaskCompletionSource();
        await using var server = SmtpServer.Start().At("DOT", SmtpAct.Wait(verdict.Task));
        await using var transport = Transport(server, time: time);

        var sending = SendAsync(transport, "a@example.org");
        while (server.Mails.IsEmpty)
            await Task.Delay(10, Token);
        for (var minute = 0; minute < 5; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Token);
        }
        Assert.False(sending.IsCompleted);
        verdict.SetResult();

        Assert.IsType<Delivered>(await sending);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 greylisted", false)]
    [InlineData("CONNECT", "421 4.3.2 busy", true)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", false)]
    [InlineData("DOT", "451 4.3.0 try later", false)]
    public async Task What_may_pass_is_tried_again(string command, string reply, bool unreachable)
    {
        await using var server = SmtpServer.Start().At(command, SmtpAct.Say(reply), SmtpAct.Say(reply));
        await using var transport = Transport(server);
        var deferred = Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));
        Assert.Contains(reply[..3], deferred.Reason, StringComparison.Ordinal);
        Assert.Equal(unreachable, deferred.Unreachable);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 user unknown")]
    [InlineData("DOT", "552 5.3.4 too big")]
    [InlineData("DOT", "554 5.7.1 policy")]
    public async Task What_the_server_will_never_take_is_given_up_at_once(string command, string reply)
    {
        await using var server = SmtpServer.Start().At(command, SmtpAct.Say(reply));
        await using var transport = Transport(server);
        Assert.Contains(
            reply[..3],
            Assert.IsType<Rejected>(await SendAsync(transport, "a@example.org")).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Greylisted_three_times_and_then_taken()
    {
        await using var server = SmtpServer
            .Start()
            .At("RCPT", SmtpAct.Say("450 later"), SmtpAct.Say("450 later"), SmtpAct.Say("450 later"));
        await using var transport = Transport(server);
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));
        Assert.IsType<Delivered>(await SendAsync(transport, "a@example.org"));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_wrong_password_is_a_fault_of_the_way_and_not_of_each_alert()
    {
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        await using var server = SmtpServer.Start(
            new SmtpServerOptions
            {
                OffersStartTls = true,
                Certificate = certificate,
                User = "us",
                Password = "right",
            }
        );
        await using var transport = Transport(server, SmtpSecurity.StartTls, certificate, "us", "canary-wrong");

        var deferred = Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));

        Assert.True(deferred.Unreachable);
        Assert.Contains("user or password", deferred.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", deferred.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_without_starttls_gets_nothing_and_no_password_crosses_in_the_clear()
    {
        await using var server = SmtpServer.Start(
            new SmtpServerOptions
            {
                User = "us",
                Password = "canary",
                OffersLoginInTheClear = true,
            }
        );
        await using var transport = Transport(server, SmtpSecurity.StartTls, null, "us", "canary");

        var deferred = Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));

        Assert.Contains("STARTTLS", deferred.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(
            server.CommandsInTheClear,
            command => command.StartsWith("AUTH", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused_with_the_reason()
    {
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        await using var server = SmtpServer.Start(
            new SmtpServerOptions { OffersStartTls = true, Certificate = certificate }
        );
        await using var transport = Transport(server, SmtpSecurity.StartTls);
        var deferred = Assert.IsType<Deferred>(await SendAsync(transport, "a@example.org"));
        Assert.Contains("not trusted", deferred.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task What_is_injected_before_tls_is_not_taken_for_an_answer_after_it()
    {
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        await using var server = SmtpServer
            .Start(new SmtpServerOptions { OffersStartTls = true, Certificate = certificate })
            .At("STARTTLS", SmtpAct.Say("220 go ahead\r\n250-evil\r\n250 AUTH PLAIN"));
        await using var transport = Transport(server, SmtpSecurity.StartTls, certificate);
        var result = await SendAsync(transport, "a@example.org");
        Assert.True(
            result is Deferred || server.CommandsInTheClear.Last().StartsWith("STARTTLS", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            server.CommandsInTheClear,
            command => command.StartsWith("MAIL", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_text_with_dots_and_bare_carriage_returns_is_one_mail()
    {
        await using var server = SmtpServer.Start();
        await using var transport = Transport(server);
        var alert = Sample.Alert();
        alert = alert with
        {
            Item = alert.Item with { Summary = "one\r\n.\r\ntwo\n.\nthree\r.\rMAIL FROM:<evil@example.org>\r\nDATA" },
            Evidence = [],
        };

        Assert.IsType<Delivered>(await SendAsync(transport, "a@example.org", alert));

        var mail = Assert.Single(server.Mails);
        Assert.DoesNotContain('\r', mail.Text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', mail.Text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Single(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mails_one_after_the_other_share_a_connection()
    {
        await using var server = SmtpServer.Start();
        await using var transport = Transport(server);
        for (var mail = 0; mail < 20; mail++)
            Assert.IsType<Delivered>(await SendAsync(transport, "a@example.org", Sample.Alert(key: $"g-{mail}")));
        Assert.Equal(20, server.Mails.Count);
        Assert.Equal(1, server.Connections);
    }

    private static async Task<DeliveryResult> SendAsync(SmtpTransport transport, string address, Alert? alert = null)
    {
        await using var channel = new EmailChannel(
            new EmailReceiver { Name = "desk", Address = address },
            new MailSender(MailboxAddress.Parse("Monitor <monitor@example.org>")),
            transport,
            TimeProvider.System
        );
        return await channel.DeliverAsync(alert ?? Sample.Alert(), Token);
    }

    private static SmtpTransport Transport(
        SmtpServer server,
        SmtpSecurity security = SmtpSecurity.Plain,
        TestCertificate? trusted = null,
        string? user = null,
        string? password = null,
        TimeProvider? time = null
    ) =>
        new(
            new SmtpSettings
            {
                Host = "127.0.0.1",
                Port = server.Port,
                Security = security,
                User = user,
                Password = password,
                CertificateAuthority = trusted?.AuthorityFile,
            },
            time ?? TimeProvider.System
        );
}
