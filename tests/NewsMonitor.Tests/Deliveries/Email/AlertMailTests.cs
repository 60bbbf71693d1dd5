using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Deliveries.Email;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Email;

public class AlertMailTests
{
    private const string Injection = "Iraq\r\nBcc: evil@example.com\r\n\r\n<b>x";
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 8, 0, TimeSpan.Zero);

    [Fact]
    public void The_mail_says_what_matched_where_and_why()
    {
        using var mail = Compose(Sample.Alert());
        Assert.Equal($"[Iraq troop withdrawal] {Sample.Title}", mail.Subject);
        Assert.Contains("leave, *Iraqi* speaker says\n", mail.TextBody);
        Assert.Contains("> They voted to *withdraw* the visiting *troops* from *Iraq* within a year.\n", mail.TextBody);
        Assert.Contains("Published 6 Jan 2020, 20:05 UTC; first seen 6 Jan 2020, 20:07 UTC\n", mail.TextBody);
        Assert.Contains("https://example.org/world/2020/assembly?from=feed&v=2\n", mail.TextBody);
        Assert.Contains("(iraq-withdrawal, rules/iraq.yaml:7:5)", mail.TextBody);
        Assert.Contains("“withdraw the visiting troops”", mail.TextBody);
    }

    [Fact]
    public void The_html_part_says_the_same_with_the_words_marked()
    {
        using var mail = Compose(Sample.Alert());
        var text = Regex.Replace(mail.HtmlBody!, "<style>.*?</style>|<[^>]*>", "", RegexOptions.Singleline);
        Assert.Contains("They voted to withdraw the visiting troops from Iraq within a year.", text);
        Assert.Equal(
            ["Iraqi", "withdraw", "troops", "Iraq"],
            Regex.Matches(mail.HtmlBody!, "<mark[^>]*>(.*?)</mark>").Select(mark => mark.Groups[1].Value)
        );
        Assert.Equal(
            2,
            Regex.Count(mail.HtmlBody!, "href=\"https://example.org/world/2020/assembly\\?from=feed&amp;v=2\"")
        );
        Assert.Contains("Published 6 Jan 2020, 20:05 UTC", text);
    }

    [Fact]
    public void Words_that_matched_side_by_side_are_marked_as_one()
    {
        const string Title = "Troop withdrawal agreed";
        var alert = Sample.Alert() with
        {
            Item = Sample.Item("1") with { Title = Title },
            Evidence =
            [
                Sample.Evidence(
                    "phrase: troop withdrawal",
                    ItemField.Title,
                    Title,
                    EvidenceReason.SameWords,
                    "Troop",
                    "withdrawal"
                ),
            ],
        };
        using var mail = Compose(alert);
        Assert.StartsWith("*Troop withdrawal* agreed\n", mail.TextBody);
    }

    [Fact]
    public void Every_mail_carries_the_headers_of_an_automatic_list_and_of_its_rule_and_item()
    {
        var alert = Sample.Alert();
        using var mail = Compose(alert);
        Assert.Equal($"{alert.DeliveryId}@example.org", mail.MessageId);
        Assert.Equal("<iraq-withdrawal.monitor.example.org>", mail.Headers[HeaderId.ListId]);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("iraq-withdrawal", mail.Headers["X-Monitor-Rule"]);
        Assert.Equal("https://example.org/id/g-1", mail.Headers["X-Monitor-Item"]);
        Assert.Equal(alert.Id.Value, mail.Headers["X-Monitor-Alert"]);
        Assert.Equal("en", mail.Body!.Headers["Content-Language"]);
        Assert.Equal(Now, mail.Date);
        var parts = Assert.IsType<MultipartAlternative>(mail.Body);
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
    }

    [Fact]
    public void An_alert_written_again_differs_in_nothing_but_the_date()
    {
        var first = Wire(Sample.Alert(), Now);
        var again = Wire(Sample.Alert(), Now.AddDays(3));
        Assert.NotEqual(first, again);
        Assert.Equal(WithoutDate(first), WithoutDate(again));
        static string WithoutDate(string wire) => Regex.Replace(wire, "\r\nDate: [^\r]*", "");
    }

    [Fact]
    public void No_text_of_a_feed_or_rule_can_add_a_header()
    {
        var alert = Sample.Alert() with
        {
            RuleId = Injection,
            RuleName = Injection,
            RuleSource = Injection,
            Source = Injection,
            Item = Sample.Item("1") with
            {
                Title = Injection,
                Guid = Injection,
                Author = Injection,
                Language = Injection,
                Tags = [Injection],
            },
        };
        var wire = Wire(alert, Now);
        var headers = wire[..wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.DoesNotContain(headers, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(headers, line => line.StartsWith("Subject:", StringComparison.Ordinal));
        using var mail = Load(wire);
        Assert.Equal("[Iraq Bcc: evil@example.com <b>x] Iraq Bcc: evil@example.com <b>x", mail.Subject);
        Assert.Equal("Iraq Bcc: evil@example.com <b>x", mail.Headers["X-Monitor-Item"]);
        Assert.Equal("<Iraq--Bcc--evil-example-com-----b-x.monitor.example.org>", mail.Headers[HeaderId.ListId]);
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public void Every_line_of_a_mail_ends_in_cr_lf_whatever_breaks_a_feed_holds()
    {
        const string Smuggled = "a\r\n.\r\nMAIL FROM:<evil>\n.\nb\r.\rMAIL FROM:<evil>\u2028.\u2028c";
        var alert = Sample.Alert() with { Item = Sample.Item("1") with { Title = Smuggled, Summary = Smuggled } };
        var wire = Wire(alert, Now);
        Assert.DoesNotMatch("\r(?!\n)|(?<!\r)\n", wire);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' style='x:expression(alert(1))")]
    [InlineData("<!--[if mso]><iframe src=//evil.example><![endif]-->")]
    [InlineData("{{ secrets.smtp_password }} ${env:HOME} {0} %s @Model")]
    public void What_looks_like_markup_or_a_template_in_a_feed_is_shown_as_it_was_written(string text)
    {
        var alert = Sample.Alert() with
        {
            RuleName = text,
            RuleId = text,
            RuleSource = text,
            Source = text,
            Item = Sample.Item("1") with { Title = text, Summary = text, Author = text },
            Evidence =
            [
                new Evidence(text, ItemField.Title, text, 0, 3, text, 0, [new(0, 3)], EvidenceReason.Synonym),
                new Evidence(text, ItemField.Body, text, 0, 3, text, 0, [new(1, 3)], EvidenceReason.Form),
            ],
        };
        using var mail = Compose(alert);
        using var plain = Compose(Sample.Alert());
        Assert.Empty(Tags(mail.HtmlBody).Except(Tags(plain.HtmlBody)));
        Assert.Contains(text, mail.TextBody);
        Assert.Contains(text, System.Net.WebUtility.HtmlDecode(mail.HtmlBody));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.org/")]
    public void Only_links_that_are_safe_to_follow_are_links(string link)
    {
        using var mail = Compose(Sample.Alert() with { Item = Sample.Item("1") with { Link = new Uri(link) } });
        Assert.DoesNotContain("href", mail.HtmlBody);
        Assert.DoesNotContain(link, mail.TextBody);
    }

    [Fact]
    public void The_mail_fetches_nothing_and_runs_nothing()
    {
        using var mail = Compose(Sample.Alert());
        Assert.DoesNotMatch("(?i)<(img|script|form|iframe|object|link|video|base)|url\\(|src=|@import", mail.HtmlBody);
    }

    [Fact]
    public void A_subject_is_cut_at_two_hundred_characters_with_an_ellipsis()
    {
        using var mail = Compose(
            Sample.Alert() with
            {
                Item = Sample.Item("1") with { Title = new string('x', 100_000) },
            }
        );
        Assert.Equal(200, mail.Subject!.Length);
        Assert.EndsWith("x…", mail.Subject);
    }

    [Fact]
    public void No_line_on_the_wire_is_longer_than_rfc_5322_allows()
    {
        var endless = new string('w', 5_000);
        var alert = Sample.Alert() with
        {
            RuleId = endless,
            RuleName = endless,
            Source = endless,
            Item = Sample.Item("1") with
            {
                Title = endless,
                Summary = endless,
                Guid = endless,
                Link = new Uri($"https://example.org/{endless}"),
            },
            Evidence =
            [
                new Evidence(
                    $"word: {endless}",
                    ItemField.Body,
                    endless,
                    0,
                    5_000,
                    endless,
                    0,
                    [new(0, 5_000)],
                    EvidenceReason.Form
                ),
            ],
        };
        Assert.All(Wire(alert, Now).Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 998));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("\u200B\u202E")]
    public void An_item_without_a_title_says_so(string title)
    {
        using var mail = Compose(Sample.Alert() with { Item = Sample.Item("1") with { Title = title } });
        Assert.Equal("[Iraq troop withdrawal] (no title)", mail.Subject);
        Assert.StartsWith("(no title)\n", mail.TextBody);
    }

    [Fact]
    public void Headlines_of_every_script_and_with_emoji_arrive_as_they_were()
    {
        const string Title = "Ирак 撤军 🚀 انسحاب";
        using var mail = Load(
            Wire(Sample.Alert() with { Item = Sample.Item("1") with { Title = Title }, Evidence = [] }, Now)
        );
        Assert.Equal($"[Iraq troop withdrawal] {Title}", mail.Subject);
        Assert.StartsWith(Title, mail.TextBody);
    }

    [Fact]
    public void Controls_overrides_and_broken_characters_do_not_reach_the_reader()
    {
        const string Title = "a\u202Eb\u2066c\u001B[2Jd\u0007e\uD83Df\0g🚀";
        using var mail = Load(
            Wire(Sample.Alert() with { Item = Sample.Item("1") with { Title = Title }, Evidence = [] }, Now)
        );
        Assert.EndsWith("abc [2Jd e\uFFFDf g🚀", mail.Subject);
        Assert.DoesNotMatch("[\u202E\u2066\u001B\u0007\0]", mail.TextBody + mail.HtmlBody);
    }

    [Fact]
    public void A_very_long_sentence_is_quoted_around_its_marked_words()
    {
        var before = string.Join(' ', Enumerable.Repeat("before", 100));
        var after = string.Join(' ', Enumerable.Repeat("after", 100));
        var body = $"{before} drawdown {after}";
        var alert = Sample.Alert() with
        {
            Evidence = [Sample.Evidence("word: drawdown", ItemField.Body, body, EvidenceReason.SameWords, "drawdown")],
        };
        using var mail = Compose(alert);
        var quote = Assert.Single(mail.TextBody!.Split('\n'), line => line.StartsWith("> ", StringComparison.Ordinal));
        Assert.StartsWith("> …before before", quote);
        Assert.Contains(" before *drawdown* after ", quote);
        Assert.EndsWith("…", quote);
        Assert.InRange(quote.Length, 300, 520);
    }

    [Fact]
    public void A_summary_that_is_quoted_whole_is_not_told_twice()
    {
        const string Summary = "They voted to withdraw the troops from Iraq.";
        var alert = Sample.Alert() with
        {
            Item = Sample.Item("1") with { Summary = Summary },
            Evidence = [Sample.Evidence("place: Iraq", ItemField.Summary, Summary, EvidenceReason.SameWords, "Iraq")],
        };
        using var mail = Compose(alert);
        Assert.Contains("> They voted to withdraw the troops from *Iraq*.", mail.TextBody);
        Assert.DoesNotContain(Summary, mail.TextBody);
    }

    [Fact]
    public void Times_are_told_in_utc_whatever_the_language_of_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");
        try
        {
            Assert.Equal("6 Jan 2020, 20:05 UTC", MailContent.Clock(Sample.Published));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_item_without_a_date_says_only_when_it_was_seen()
    {
        using var mail = Compose(Sample.Alert() with { Item = Sample.Item("1") with { Published = null } });
        Assert.Contains("\nFirst seen 6 Jan 2020, 20:07 UTC\n", mail.TextBody);
        Assert.DoesNotContain("Published", mail.TextBody + mail.HtmlBody);
    }

    /// <summary>The shapes of all tags: their names and the names of their attributes.</summary>
    private static HashSet<string> Tags(string? html) =>
        [.. Regex.Matches(html!, "<[^>]*>").Select(tag => Regex.Replace(tag.Value, "=\"[^\"]*\"", "="))];

    private static MimeMessage Compose(Alert alert) =>
        AlertMail.Compose(
            alert,
            new MailSender(MailboxAddress.Parse("Monitor <monitor@example.org>")),
            new("", "desk@example.org"),
            Now
        );

    private static string Wire(Alert alert, DateTimeOffset now)
    {
        using var mail = AlertMail.Compose(
            alert,
            new MailSender(MailboxAddress.Parse("Monitor <monitor@example.org>")),
            new("", "desk@example.org"),
            now
        );
        using var wire = new MemoryStream();
        mail.WriteTo(MailFormat.OnTheWire, wire, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(wire.ToArray());
    }

    private static MimeMessage Load(string wire) =>
        MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(wire)), TestContext.Current.CancellationToken);
}
