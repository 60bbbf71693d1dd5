using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries.Email;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

public class RenderProbe
{
    [Fact]
    public async Task Render()
    {
        foreach (var (name, alert) in new[] { ("a", Sample.Alert()), ("b", Long()), ("c", Hostile()) })
        {
            using var mail = AlertMail.Compose(
                alert,
                MailboxAddress.Parse("Monitor <monitor@example.org>"),
                new("", "desk@example.org"),
                TimeProvider.System.GetUtcNow()
            );
            await File.WriteAllTextAsync(
                $"/tmp/d-render/{name}.html",
                mail.HtmlBody,
                TestContext.Current.CancellationToken
            );
            await File.WriteAllTextAsync(
                $"/tmp/d-render/{name}.txt",
                mail.TextBody,
                TestContext.Current.CancellationToken
            );
            await mail.WriteToAsync(
                MailFormat.OnTheWire,
                $"/tmp/d-render/{name}.eml",
                TestContext.Current.CancellationToken
            );
        }
    }

    private static Alert Long()
    {
        var a = Sample.Alert();
        return a with
        {
            Item = a.Item with
            {
                Summary = string.Join("\n", Enumerable.Repeat(Sample.Summary, 3)),
                Title = "النواب يصوتون على انسحاب القوات الأجنبية من العراق بعد جلسة طويلة في بغداد",
                Language = "ar",
                Author = null,
                Published = null,
            },
            RuleName = "A rather long rule name about troops and about their withdrawal from countries",
        };
    }

    private static Alert Hostile()
    {
        var a = Sample.Alert();
        return a with
        {
            RuleSource = "",
            Item = a.Item with
            {
                Link = new Uri("javascript:alert(1)"),
                Summary = "x\" onmouseover=\"alert(1) <script>alert(2)</script> " + new string('w', 400),
                Title = "<img src=x onerror=alert(1)>Aaaaa\u202Eevil",
            },
            Evidence = [],
        };
    }
}
