using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.Tests.Demo;

public sealed class SmtpListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_of_one_connection_are_kept_apart_and_in_order()
    {
        await using var listener = SmtpListener.Start(TimeProvider.System);
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", listener.Port, SecureSocketOptions.None, Token);

        await client.SendAsync(Mail("one", ".\r\n..\r\n.begins with a dot"), Token);
        await client.SendAsync(Mail("two", "body"), Token);
        await client.DisconnectAsync(quit: true, Token);

        Assert.Equal(["one", "two"], listener.Mails.Select(mail => mail.Id));
        Assert.Equal(["desk@example.org"], listener.Mails[0].Recipients);
        Assert.Equal("monitor@example.org", listener.Mails[0].Sender);
        Assert.EndsWith(
            "\r\n\r\n.\r\n..\r\n.begins with a dot\r\n",
            Encoding.ASCII.GetString(listener.Mails[0].Raw),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_is_written_down_before_its_sender_is_answered()
    {
        var known = 0;
        SmtpListener? listener = null;
        listener = SmtpListener.Start(
            TimeProvider.System,
            _ =>
            {
                known = listener!.Mails.Length;
                return "450 4.3.0 later";
            }
        );
        await using var closing = listener;
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", listener.Port, SecureSocketOptions.None, Token);

        await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail("one", "body"), Token));

        Assert.Equal(1, known);
    }

    [Fact]
    public async Task Only_a_dot_between_two_whole_line_ends_ends_a_mail()
    {
        await using var listener = SmtpListener.Start(TimeProvider.System);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, listener.Port, Token);
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(connection.GetStream(), Encoding.ASCII) { AutoFlush = true };

        await writer.WriteAsync("HELO x\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\na\n.\nb\r.\rc\r\n.\r\nQUIT\r\n");
        var replies = await reader.ReadToEndAsync(Token);

        Assert.Equal("a\n.\nb\r.\rc\r\n", Encoding.ASCII.GetString(Assert.Single(listener.Mails).Raw));
        Assert.EndsWith("221 2.0.0 bye\r\n", replies, StringComparison.Ordinal);
    }

    private static MimeMessage Mail(string id, string text) =>
        new(
            [MailboxAddress.Parse("monitor@example.org")],
            [MailboxAddress.Parse("desk@example.org")],
            id,
            new TextPart("plain") { Text = text }
        )
        {
            MessageId = $"{id}@example.org",
        };
}
