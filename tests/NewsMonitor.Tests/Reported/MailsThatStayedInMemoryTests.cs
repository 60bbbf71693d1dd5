using System.Runtime.CompilerServices;
using MimeKit;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Tests.Deliveries;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary>Sender and recipient outlive their mails, and each address kept every mail that it stood in: 15 kB a mail, for ever.</summary>
public sealed class MailsThatStayedInMemoryTests
{
    private static readonly MailSender Sender = new(MailboxAddress.Parse("Monitor <monitor@example.org>"));
    private static readonly MailboxAddress To = new("", "desk@example.org");

    [Fact]
    public void A_mail_that_is_sent_is_forgotten_while_its_addresses_live_on()
    {
        var mail = Write();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(mail.TryGetTarget(out _));
        GC.KeepAlive(Sender);
        GC.KeepAlive(To);
    }

    /// <summary>In a method of its own, so that no local of the test holds the mail.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<MimeMessage> Write()
    {
        using var mail = AlertMail.Compose(Sample.Alert(), Sender, To, Sample.FirstSeen);
        return new(mail);
    }
}
