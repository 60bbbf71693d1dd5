using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MimeKit;
using MimeKit.Cryptography;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Xunit;
using TextSpan = NewsMonitor.Core.Matching.TextSpan;

namespace NewsMonitor.Tests.Deliveries.Email;

/// <summary>What mail programs need of a mail: every kind of it is held against the same list.</summary>
public sealed partial class MailClientTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 8, 0, TimeSpan.Zero);
    private static readonly string[] HostileTitles =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</title></head><body onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<svg/onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
        "\" onmouseover=\"alert(1)",
        "' style='background:url(//evil.example)",
        "<!--[if mso]><v:rect href=\"javascript:x\"><![endif]-->",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<form action=//evil.example><input name=q>",
        "<base href=//evil.example><meta http-equiv=refresh content=0>",
    ];

    public static TheoryData<string> Kinds =>
        ["alert", "digest", "stories", "many-stories", "flood", "notice", "test", "hostile", "follow-up"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mail_program_can_show_it_without_running_or_fetching_anything(string kind)
    {
        var html = Page(kind);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1_000, 100_000);
        Assert.DoesNotMatch(
            "(?i)<(script|img|iframe|object|embed|form|input|link|base|video|audio|svg|button)\\b",
            html
        );
        Assert.DoesNotMatch("(?i)<[^>]*\\son[a-z]+\\s*=", html);
        Assert.DoesNotMatch("(?i)(url\\(|@import|expression\\(|javascript:|data:)", Live(html));
        Assert.DoesNotMatch("(?i)<meta[^>]*http-equiv", html);
        Assert.All(Hrefs().Matches(html), link => Assert.Matches("^https?://", link.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_styles_stand_in_the_elements_for_programs_that_read_no_others(string kind)
    {
        var html = Page(kind);
        foreach (Match element in Elements().Matches(html))
            Assert.Contains("style=", element.Value, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)style=\"[^\"]*(display:\\s*(flex|grid)|position:|float:|var\\()", html);
        Assert.All(
            Tables().Matches(html),
            table => Assert.Contains("role=\"presentation\"", table.Value, StringComparison.Ordinal)
        );
        Assert.Contains("<html lang=", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
        Assert.Contains("max-width:480px", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("width=\"(6[0-9]{2}|[7-9][0-9]{2})\"(?![^<]*\\[endif)", Visible(html));
        Assert.Matches("<h1", html);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_element_is_closed_and_in_its_place(string kind)
    {
        var html = Comments().Replace(Page(kind), "");
        html = Regex
            .Replace(html, "<(meta|br)([^>]*)>", "<$1$2/>")
            .Replace("<!doctype html>", "", StringComparison.Ordinal);
        Assert.Equal("html", XDocument.Parse(html).Root!.Name.LocalName);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_text_part_tells_all_that_the_html_part_tells(string kind)
    {
        using var mail = Mail(kind);
        foreach (Match title in Headlines().Matches(mail.HtmlBody!))
        {
            var shown = System.Net.WebUtility.HtmlDecode(Tags().Replace(title.Groups[1].Value, "")).Trim();
            var told = mail.TextBody!.Replace("*", "", StringComparison.Ordinal);
            Assert.Contains(shown.Replace("*", "", StringComparison.Ordinal), told, StringComparison.Ordinal);
        }
    }

    /// <summary>Names a folder of feeds made to harm: every title in them is shown as text, in every channel.</summary>
    [Fact]
    public void Titles_of_feeds_that_were_made_to_harm_are_shown_as_text()
    {
        var folder = Environment.GetEnvironmentVariable("MONITOR_HOSTILE_FEEDS");
        var titles = folder is null
            ? HostileTitles
            : [.. Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories).Select(File.ReadAllText)];
        var shape = Shape(AlertPage.Of(MailContent.Of(Titled("plain"))));
        foreach (var title in titles)
        {
            var page = AlertPage.Of(MailContent.Of(Titled(title)));
            Assert.Equal(shape, Shape(page));
        }
    }

    [Fact]
    public void Mails_of_one_story_are_one_thread_under_one_subject()
    {
        var story = new StoryThread("story-1", "US to withdraw troops");
        var report = Sample.Alert(key: "1") with { Story = story };
        using var first = Compose(report);
        using var second = Compose(
            Titled("US denies it will withdraw troops") with
            {
                Story = story with { First = new(report.Id, report.Source, report.FirstSeen) },
            }
        );
        using var other = Compose(Sample.Alert(key: "3") with { Story = new StoryThread("story-2", "Flood") });

        Assert.Equal($"Re: {first.Subject}", second.Subject);
        Assert.Equal([first.InReplyTo!, first.MessageId!], second.References);
        Assert.Equal(first.MessageId, second.InReplyTo);
        Assert.NotEqual(first.MessageId, second.MessageId);
        Assert.NotEqual(Assert.Single(first.References), Assert.Single(other.References));
        Assert.Contains("denies", second.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mail_says_where_to_ask_for_no_more_and_offers_one_click_only_over_https_and_signed()
    {
        using var plain = Compose(Sample.Alert());
        Assert.Equal("<mailto:monitor@example.org?subject=unsubscribe>", plain.Headers[HeaderId.ListUnsubscribe]);
        var https = Sender with { Unsubscribe = new Uri("https://example.org/stop?id=1") };
        using var unsigned = AlertMail.Compose(Sample.Alert(), https, To, Now);
        Assert.Equal("<https://example.org/stop?id=1>", unsigned.Headers[HeaderId.ListUnsubscribe]);
        Assert.Null(unsigned.Headers[HeaderId.ListUnsubscribePost]);
        using var key = new TemporaryKey();
        using var signed = AlertMail.Compose(Sample.Alert(), https with { Signer = key.Settings }, To, Now);
        Assert.Equal("List-Unsubscribe=One-Click", signed.Headers[HeaderId.ListUnsubscribePost]);
    }

    [Fact]
    public async Task A_signature_holds_on_the_wire_and_breaks_with_the_text()
    {
        using var key = new TemporaryKey();
        Assert.True(key.Settings.IsUsable);
        using var mail = AlertMail.Compose(Sample.Alert(), Sender with { Signer = key.Settings }, To, Now);
        using var wire = new MemoryStream();
        await mail.WriteToAsync(MailFormat.OnTheWire, wire, TestContext.Current.CancellationToken);
        var verifier = new DkimVerifier(key);

        Assert.True(await VerifyAsync(Encoding.Latin1.GetString(wire.ToArray())));
        Assert.False(
            await VerifyAsync(
                Encoding.Latin1.GetString(wire.ToArray()).Replace("Iraq", "Iran", StringComparison.Ordinal)
            )
        );

        async Task<bool> VerifyAsync(string text)
        {
            using var read = MimeMessage.Load(
                new MemoryStream(Encoding.Latin1.GetBytes(text)),
                TestContext.Current.CancellationToken
            );
            return await verifier.VerifyAsync(read, read.Headers[0], TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_persons_own_templates_take_the_place_of_ours_and_escape_the_news()
    {
        var (html, _) = AlertTemplate.Parse(
            "<h1>{{ item.title }}</h1>{{ for one in members }}<p>{{ one.item.title }}</p>{{ end }}",
            AlertTemplate.Escaping.Html
        );
        var own = Sender with { Templates = new MailTemplates(html, null) };
        using var mail = AlertMail.Compose(Titled("<b>{{ rule.name }}</b>"), own, To, Now);
        Assert.Equal("<h1>&lt;b&gt;{{ rule.name }}&lt;/b&gt;</h1>", mail.HtmlBody!.Trim());
        Assert.Contains("Why you got this", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_names_every_item_under_its_rule()
    {
        using var mail = Mail("digest");
        for (var item = 1; item <= 30; item++)
        {
            Assert.Contains($"Report {item} ", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains($"Report {item} ", mail.TextBody, StringComparison.Ordinal);
        }
        Assert.StartsWith("[morning] 30 alerts: Report 1 ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(
            "Iraq troop withdrawal: US to withdraw troops from Iraq, letter says (7)",
            mail.HtmlBody,
            StringComparison.Ordinal
        );
        Assert.Contains("Iraq troop withdrawal (3)", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("US to withdraw troops from Iraq, letter says (7)", mail.TextBody, StringComparison.Ordinal);
    }

    /// <summary>For people to look at: MONITOR_MAIL_PAGES names a folder.</summary>
    [Fact]
    public void Pages_are_written_for_people_to_look_at()
    {
        var folder = Environment.GetEnvironmentVariable("MONITOR_MAIL_PAGES");
        Assert.SkipWhen(folder is null, "nobody wants to look");
        foreach (var row in Kinds)
            File.WriteAllText(Path.Combine(folder!, $"{row.Data}.html"), Page(row.Data));
    }

    private static MailSender Sender { get; } = new(MailboxAddress.Parse("Monitor <monitor@example.org>"));

    private static MailboxAddress To { get; } = new("", "desk@example.org");

    private static MimeMessage Compose(Alert alert) => AlertMail.Compose(alert, Sender, To, Now);

    private static MimeMessage Mail(string kind) => Compose(AlertOf(kind));

    private static string Page(string kind) => AlertPage.Of(MailContent.Of(AlertOf(kind)));

    private static Alert AlertOf(string kind) =>
        kind switch
        {
            "alert" => Sample.Alert(),
            "digest" => Gathering.Of(new(AlertReason.Digest, "morning"), [.. Reports(30).Select(InStory)], Now),
            "stories" => OfStories(),
            "many-stories" => OfManyStories(Gathering.MostTogether),
            "flood" => Gathering.Of(
                new(AlertReason.Flood, "iraq/world"),
                Reports(Gathering.MostTogether, rules: 1),
                Now
            ),
            "notice" => Titled("hook gets no more alerts") with
            {
                Reason = AlertReason.Notice,
                RuleName = "Monitor",
                Source = "Monitor",
                Item = Sample.Item("n") with
                {
                    Title = "hook gets no more alerts",
                    Summary =
                        "Why: every attempt failed for 5 days; the last: hook.example.org answered 500\nOnce it is mended: monitor receivers enable hook",
                    Link = null,
                    Author = null,
                    Published = null,
                },
            },
            "test" => Titled("Alerts reach you this way") with { Reason = AlertReason.Test },
            "follow-up" => Titled("US denies it will withdraw troops from Iraq after letter") with
            {
                Story = new StoryThread("s", "US to withdraw troops from Iraq, letter says"),
                Urgent = true,
            },
            _ => Gathering.Of(new(AlertReason.Batch, ""), [.. HostileTitles.Select(Titled)], Now),
        };

    private static DateTimeOffset Turned => Now.AddMinutes(17).AddHours(-6);

    /// <summary>A digest with a story of each kind, and alerts that belong to none.</summary>
    private static Alert OfStories()
    {
        var members = Reports(6);
        return Gathering.Of(
            new(AlertReason.Digest, "morning"),
            members,
            Now,
            [
                Tale(
                    members[0],
                    ReportStatus.Reported,
                    "Potomac Wire",
                    "Gulf Daily",
                    "Courier",
                    "Horizon News",
                    "Daily Ledger"
                ) with
                {
                    Sentence = null,
                },
                Tale(members[2], ReportStatus.Confirmed, "Potomac Wire", "Gulf Daily") with
                {
                    State = new(ReportStatus.Confirmed, "the Defence Secretary", Turned, "", "Gulf Daily"),
                    IsNews = true,
                },
                Tale(
                    members[3],
                    ReportStatus.Denied,
                    "Potomac Wire",
                    "Gulf Daily",
                    "Courier",
                    "Horizon",
                    "Ledger",
                    "Post",
                    "Echo",
                    "Mail",
                    "Sun"
                ) with
                {
                    State = new(
                        ReportStatus.Denied,
                        "the Defence Secretary",
                        Turned,
                        "There has been no decision to leave Iraq, the Defence Secretary said.",
                        "Gulf Daily"
                    ),
                    IsNews = true,
                },
            ]
        );
    }

    private static Alert OfManyStories(int count)
    {
        var members = Reports(count);
        return Gathering.Of(
            new(AlertReason.Digest, "morning"),
            members,
            Now,
            members.Select(member =>
                Tale(member, ReportStatus.Denied, "Potomac Wire", "Gulf Daily", "Courier", "Horizon") with
                {
                    State = new(ReportStatus.Denied, "the Defence Secretary", Turned, "", "Gulf Daily"),
                }
            )
        );
    }

    private static StoryTale Tale(Alert told, ReportStatus then, params string[] outlets) =>
        new($"story of {told.Item.Key}", told.Item.Title)
        {
            RuleId = told.RuleId,
            TimeLine =
            [
                .. outlets.Select(
                    (outlet, place) =>
                        new TaleMoment(
                            Now.AddMinutes(17 * place).AddHours(-6),
                            place == 1 ? then : ReportStatus.Reported,
                            place == 1 && then != ReportStatus.Reported ? "the Defence Secretary" : "",
                            outlet,
                            told.Item.Title
                        )
                ),
            ],
            Sentence = new(
                told.Evidence[0].Sentence,
                [
                    .. told.Evidence[0]
                        .Marks.Select(mark => new TextSpan(
                            mark.Start - told.Evidence[0].SentenceStart,
                            mark.End - told.Evidence[0].SentenceStart
                        )),
                ]
            ),
            Sources =
            [
                .. outlets.Select(outlet => new TaleSource(
                    outlet,
                    new Uri($"https://{outlet.Replace(' ', '-')}.example/1")
                )),
            ],
            Alerts = [told.Id],
        };

    /// <summary>Of what one rule finds, the first reports tell one event.</summary>
    private static Alert InStory(Alert report) =>
        report.RuleId == "rule-0" && report.Item.Title.StartsWith("Report ", StringComparison.Ordinal)
            ? report with
            {
                Story = report.Item.Title.Contains("Report 2", StringComparison.Ordinal)
                    ? null
                    : new StoryThread("s", "US to withdraw troops from Iraq, letter says"),
            }
            : report;

    private static ImmutableArray<Alert> Reports(int count, int rules = 3) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(number =>
                {
                    var alert = Sample.Alert(key: $"r-{number}");
                    var rule = number % rules;
                    return alert with
                    {
                        RuleId = $"rule-{rule}",
                        RuleName = ((string[])["Iraq troop withdrawal", "Soleimani", "Oil price"])[rule],
                        Item = alert.Item with
                        {
                            Title = $"Report {number} of troops who are to leave Iraq within the year, officials say",
                        },
                        Evidence = [.. alert.Evidence.Where(one => one.Field != Core.Items.ItemField.Title)],
                    };
                }),
        ];

    private static Alert Titled(string title) =>
        Sample.Alert(key: title) with
        {
            Item = Sample.Item("h") with { Title = title, Key = title },
            Evidence = [.. Sample.Alert().Evidence.Where(one => one.Field != Core.Items.ItemField.Title)],
        };

    private static string Shape(string html) =>
        string.Join(' ', Tags().Matches(html).Select(tag => AttributeValues().Replace(tag.Value, "=")));

    /// <summary>What a program acts on: tags with their attributes, and styles. Text is only shown.</summary>
    private static string Live(string html) =>
        string.Join(' ', Tags().Matches(Visible(html)).Select(tag => tag.Value))
        + Visible(html).Split("<style>")[1].Split("</style>")[0];

    private static string Visible(string html) => Comments().Replace(html, "");

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("=\"[^\"]*\"")]
    private static partial Regex AttributeValues();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();

    [GeneratedRegex("<(p|h1|h2|blockquote|ul|mark|td)\\b[^>]*>(?!<!\\[endif)")]
    private static partial Regex Elements();

    [GeneratedRegex("<table[^>]*>")]
    private static partial Regex Tables();

    [GeneratedRegex("<(?:h1|p) class=\"(?:headline )?ink\"[^>]*>(.*?)</(?:h1|p)>", RegexOptions.Singleline)]
    private static partial Regex Headlines();

    /// <summary>A key in a file, and what DNS would say of it.</summary>
    private sealed class TemporaryKey : IDkimPublicKeyLocator, IDisposable
    {
        private readonly RSA _key = RSA.Create(2_048);
        private readonly string _file = Path.GetTempFileName();

        public TemporaryKey() => File.WriteAllText(_file, _key.ExportPkcs8PrivateKeyPem());

        public DkimSettings Settings => new("example.org", "monitor", _file);

        public AsymmetricKeyParameter LocatePublicKey(
            string methods,
            string domain,
            string selector,
            CancellationToken cancellationToken = default
        )
        {
            Assert.Equal(("example.org", "monitor"), (domain, selector));
            using var reader = new PemReader(new StringReader(_key.ExportSubjectPublicKeyInfoPem()));
            return (AsymmetricKeyParameter)reader.ReadObject();
        }

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
            string methods,
            string domain,
            string selector,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));

        public void Dispose()
        {
            _key.Dispose();
            File.Delete(_file);
        }
    }
}
