using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Webhook;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Webhook;

/// <summary>The shapes that other services take, their limits and their escaping; tokens, certificates and bodies of one's own.</summary>
public sealed class PresetTests
{
    private const string Hostile =
        "<!channel> @everyone @here **bold** [x](http://evil.example) `code` <b>&amp; \u202e\"' | {{ 1 + 1 }}";

    public static TheoryData<string> Presets =>
        ["Slack", "Teams", "Discord", "Mattermost", "Ntfy", "Telegram", "PagerDuty"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_preset_tells_headline_rule_source_and_link(string preset)
    {
        using var body = Body(preset, Sample.Alert());
        var text = Texts(body.RootElement);
        Assert.Contains("Assembly asks foreign troops to leave", text, StringComparison.Ordinal);
        Assert.Contains("Iraq troop withdrawal", text, StringComparison.Ordinal);
        Assert.Contains("Example World", text, StringComparison.Ordinal);
        Assert.Contains(
            "https://example.org/world/2020/assembly?from=feed&",
            text.Replace("&amp;", "&", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void No_text_of_a_feed_calls_formats_or_links(string preset)
    {
        var alert = Sample.Alert();
        alert = alert with
        {
            Item = alert.Item with { Title = Hostile, Summary = Hostile },
            Evidence = [],
            Source = Hostile,
        };
        using var body = Body(preset, alert);
        var text = Texts(body.RootElement);
        Assert.DoesNotContain('\u202e', text);
        switch (preset)
        {
            case "Slack":
                foreach (var markup in Marked(body.RootElement, "mrkdwn"))
                    Assert.DoesNotMatch("<(?!https://example[.]org)", markup);
                break;
            case "Telegram":
                Assert.DoesNotMatch("<(?!/?(b|a|blockquote)\\b)", body.RootElement.GetProperty("text").GetString()!);
                Assert.DoesNotContain("<b>&amp;amp;", text, StringComparison.Ordinal);
                break;
            case "Mattermost":
                Assert.DoesNotMatch("@(everyone|here|channel|all)", text);
                Assert.DoesNotContain("**bold**", text, StringComparison.Ordinal);
                Assert.DoesNotContain("[x](http", text, StringComparison.Ordinal);
                break;
            case "Discord":
                Assert.Equal(0, body.RootElement.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength());
                // The footer of a card is shown as it is.
                Assert.DoesNotContain(
                    "[x](http",
                    body.RootElement.GetProperty("embeds")[0].GetProperty("description").GetString()!
                        + body.RootElement.GetProperty("embeds")[0].GetProperty("title").GetString(),
                    StringComparison.Ordinal
                );
                break;
            case "Teams":
                Assert.DoesNotContain("[x](http", text, StringComparison.Ordinal);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void No_link_of_a_feed_leads_anywhere_but_to_the_web(string preset)
    {
        foreach (
            var link in (string[])
                ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd"]
        )
        {
            var alert = Sample.Alert();
            using var body = Body(preset, alert with { Item = alert.Item with { Link = new Uri(link) } });
            Assert.DoesNotMatch("javascript:|data:text|file:", Texts(body.RootElement));
        }
    }

    [Theory]
    [InlineData("Slack", 3_000)]
    [InlineData("Teams", 10_000)]
    [InlineData("Discord", 4_096)]
    [InlineData("Mattermost", 16_383)]
    [InlineData("Ntfy", 4_096)]
    [InlineData("Telegram", 4_096)]
    [InlineData("PagerDuty", 1_024)]
    public void No_text_is_longer_than_the_service_takes_however_long_the_news_is(string preset, int most)
    {
        foreach (var letter in (string[])["x", "*", "&", "撤", "🚀"])
        {
            var text = string.Concat(Enumerable.Repeat(letter, 50_000));
            var alert = Sample.Alert();
            alert = alert with
            {
                Item = alert.Item with { Title = text, Summary = text },
                Evidence = [],
                RuleName = text,
            };
            var members = Enumerable.Range(0, 150).Select(i => alert with { Item = alert.Item with { Key = $"{i}" } });
            foreach (
                var one in (Alert[])
                    [alert, Gathering.Of(new(AlertReason.Digest, "morning"), [.. members], Sample.FirstSeen)]
            )
            {
                var body = PresetBody.Of(Receiver(preset), one);
                using var json = JsonDocument.Parse(body);
                // Telegram counts what is left once its markup is read.
                Assert.All(
                    JsonText
                        .StringsOf(json.RootElement)
                        .Select(value => preset == "Telegram" ? WebUtility.HtmlDecode(value) : value),
                    value => Assert.True(value.Length <= most, $"{value.Length}")
                );
                Assert.True(preset != "Teams" || body.Length <= 28_000, $"{body.Length}");
                if (preset == "Ntfy")
                    Assert.InRange(
                        Encoding.UTF8.GetByteCount(json.RootElement.GetProperty("message").GetString()!),
                        1,
                        4_096
                    );
                if (preset == "Discord")
                    Assert.InRange(
                        json.RootElement.GetProperty("embeds")[0].GetProperty("title").GetString()!.Length,
                        1,
                        256
                    );
            }
        }
    }

    [Fact]
    public void What_does_not_fit_into_a_chat_is_counted()
    {
        var members = Enumerable.Range(0, 150).Select(i => Sample.Alert(key: $"g-{i}")).ToImmutableArray();
        using var body = Body("Telegram", Gathering.Of(new(AlertReason.Digest, "morning"), members, Sample.FirstSeen));
        Assert.Matches("[0-9]+ more: monitor deliveries list", body.RootElement.GetProperty("text").GetString()!);
    }

    [Fact]
    public async Task A_token_is_sent_and_shown_to_nobody_else()
    {
        await using var endpoint = await WebhookListener.StartAsync(Token);
        endpoint.Then(500);
        var deferred = Assert.IsType<Deferred>(
            await DeliverAsync(
                new WebhookReceiver
                {
                    Name = "cms",
                    Address = endpoint.Address,
                    Bearer = "canary-token",
                }
            )
        );
        Assert.Equal("Bearer canary-token", Assert.Single(endpoint.Posts).Headers["Authorization"]);
        Assert.DoesNotContain("canary", deferred.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_ones_own_escapes_every_value_and_reads_no_template_in_the_news()
    {
        await using var endpoint = await WebhookListener.StartAsync(Token);
        var (template, mistake) = AlertTemplate.Parse(
            """{ "headline": "{{ item.title }}", "rule": "{{ rule.name | string.upcase }}", "why": [{{ for one in evidence }}"{{ one.why }}"{{ if !for.last }},{{ end }}{{ end }}] }""",
            AlertTemplate.Escaping.Json
        );
        Assert.Null(mistake);
        var alert = Sample.Alert();
        alert = alert with { Item = alert.Item with { Title = "\"}, \u2028 {{ rule.name }} \\ </script> \ud800" } };

        Assert.IsType<Delivered>(
            await DeliverAsync(
                new WebhookReceiver
                {
                    Name = "cms",
                    Address = endpoint.Address,
                    Template = template,
                },
                alert
            )
        );

        using var body = JsonDocument.Parse(Assert.Single(endpoint.Posts).Body);
        var headline = body.RootElement.GetProperty("headline").GetString();
        Assert.StartsWith("\"},", headline, StringComparison.Ordinal);
        Assert.Contains("{{ rule.name }}", headline, StringComparison.Ordinal);
        Assert.Equal("IRAQ TROOP WITHDRAWAL", body.RootElement.GetProperty("rule").GetString());
        Assert.Equal(3, body.RootElement.GetProperty("why").GetArrayLength());
    }

    [Fact]
    public async Task A_template_that_gives_no_json_sends_nothing_and_keeps_the_alert()
    {
        await using var endpoint = await WebhookListener.StartAsync(Token);
        var (template, _) = AlertTemplate.Parse("""{ "headline": {{ item.title }} }""", AlertTemplate.Escaping.Json);
        var deferred = Assert.IsType<Deferred>(
            await DeliverAsync(
                new WebhookReceiver
                {
                    Name = "cms",
                    Address = endpoint.Address,
                    Template = template,
                }
            )
        );
        Assert.Contains("no JSON", deferred.Reason, StringComparison.Ordinal);
        Assert.Empty(endpoint.Posts);
    }

    [Fact]
    public void A_template_with_a_mistake_says_where()
    {
        var (template, mistake) = AlertTemplate.Parse("{{ if }}", AlertTemplate.Escaping.Json);
        Assert.Null(template);
        Assert.Contains("(1,", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ while true }}x{{ end }}")]
    [InlineData("{{ include 'x' }}")]
    [InlineData("{{ for i in 1..10000000 }}x{{ end }}")]
    public void A_template_can_neither_run_for_ever_nor_read_files(string text)
    {
        var (template, mistake) = AlertTemplate.Parse(text, AlertTemplate.Escaping.None);
        Assert.True(mistake is not null || Throws(template!));

        static bool Throws(AlertTemplate template) =>
            Assert.Throws<TemplateFault>(() => template.Render(Sample.Alert())) is not null;
    }

    [Fact]
    public async Task An_endpoint_that_asks_who_we_are_is_shown_our_certificate()
    {
        var folder = Directory.CreateTempSubdirectory("monitor-mtls-");
        var file = Path.Combine(folder.FullName, "us.pem");
        using (var key = RSA.Create(2_048))
        {
            var request = new CertificateRequest("CN=us", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var ours = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
            await File.WriteAllTextAsync(
                file,
                ours.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(),
                Token
            );
        }
        using var certificate = TestCertificate.For("127.0.0.1", TimeProvider.System);
        string? shown = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                    listen.UseHttps(
                        certificate.Server,
                        https =>
                        {
                            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                            https.ClientCertificateValidation = (given, _, _) => (shown = given.Subject) is not null;
                        }
                    )
            )
        );
        await using var server = builder.Build();
        server.Run(context => context.Response.CompleteAsync());
        await server.StartAsync(Token);

        var handler = WebhookClient.HandlerFor(new ClientCertificate(file, file));
        handler.SslOptions.RemoteCertificateValidationCallback = (_, given, _, _) =>
            given?.GetCertHashString() == certificate.Server.GetCertHashString();
        using var client = new HttpMessageInvoker(handler);
        await using var channel = new WebhookChannel(
            new WebhookReceiver { Name = "bank", Address = new Uri(server.Urls.Single()) },
            client,
            TimeProvider.System
        );

        Assert.IsType<Delivered>(await channel.DeliverAsync(Sample.Alert(), Token));
        Assert.Equal("CN=us", shown);
        folder.Delete(recursive: true);
    }

    private static async Task<DeliveryResult> DeliverAsync(WebhookReceiver receiver, Alert? alert = null)
    {
        using var client = WebhookClient.Create();
        await using var channel = new WebhookChannel(receiver, client, TimeProvider.System);
        return await channel.DeliverAsync(alert ?? Sample.Alert(), Token);
    }

    private static JsonDocument Body(string preset, Alert alert) =>
        JsonDocument.Parse(PresetBody.Of(Receiver(preset), alert));

    private static WebhookReceiver Receiver(string preset) =>
        new()
        {
            Name = "chat",
            Address = new Uri("https://chat.example.org/topic"),
            Preset = Enum.Parse<Preset>(preset),
            Chat = "-100",
            RoutingKey = "key",
        };

    private static string Texts(JsonElement json) => string.Join('\n', JsonText.StringsOf(json));

    private static IEnumerable<string> Marked(JsonElement json, string type) =>
        json.ValueKind switch
        {
            JsonValueKind.Object when json.TryGetProperty("type", out var kind) && kind.ValueEquals(type) =>
            [
                json.GetProperty("text").GetString()!,
            ],
            JsonValueKind.Object => json.EnumerateObject().SelectMany(one => Marked(one.Value, type)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Marked(one, type)),
            _ => [],
        };
}
