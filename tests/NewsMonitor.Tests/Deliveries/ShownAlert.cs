using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Deliveries.Webhook;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>An alert as every channel shows it, and what is live in it there.</summary>
internal static class ShownAlert
{
    private const string Innocent = "Assembly votes on the budget";

    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 8, 0, TimeSpan.Zero);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly MailSender Plain = new(MailboxAddress.Parse("Monitor <monitor@example.org>"));

    private static readonly MailSender Templated = Plain with
    {
        Templates = new(
            Template(
                """<p title="{{ item.title }}"><a href="{{ item.link }}">{{ item.title }}</a> {{ item.summary }} {{ source }} {{ item.author }} {{ for one in evidence }}<b>{{ one.sentence }}</b>{{ end }} {{ story.title }} {{ story.state_line }} {{ story.who }} {{ story.development }} {{ for one in stories }}{{ one.title }} {{ one.state_line }} {{ one.sentence }} {{ for outlet in one.sources }}<a href="{{ outlet.link }}">{{ outlet.name }}</a>{{ end }}{{ end }}</p>""",
                AlertTemplate.Escaping.Html
            ),
            Template("{{ item.title }}\n{{ item.summary }}\n{{ item.author }}\n", AlertTemplate.Escaping.None)
        ),
    };

    private static readonly AlertTemplate OwnBody = Template(
        """{ "title": "{{ item.title }}", "text": "{{ item.summary }}", "by": "{{ item.author }}", "story": "{{ story.state_line }} {{ story.title }}" }""",
        AlertTemplate.Escaping.Json
    );

    /// <summary>Every way in which an alert leaves the house.</summary>
    public static ImmutableArray<string> Channels =>
        [
            "mail",
            "mail by a template",
            "webhook",
            "webhook by a template",
            .. Enum.GetValues<Preset>().Where(preset => preset != Preset.Standard).Select(preset => $"{preset}"),
        ];

    /// <summary>An alert that quotes all of an item, with its first letters marked.</summary>
    public static Alert Of(Item item, string source) =>
        new()
        {
            Id = AlertId.Of("rule", item.Feed, item.Key, AlertReason.NewStory),
            Receiver = "desk",
            Reason = AlertReason.NewStory,
            RuleId = "rule",
            RuleName = "Iraq troop withdrawal",
            RuleSource = "rules/iraq.yaml:7:5",
            Source = source,
            Item = item,
            Evidence =
            [
                .. ((ItemField[])[ItemField.Title, ItemField.Summary, ItemField.Body])
                    .Where(field => item.TextOf(field).Length > 0)
                    .Select(field => Quoted(field, item.TextOf(field))),
            ],
            FirstSeen = Now,
        };

    /// <summary>The alert alone, as news of its story, and in a digest.</summary>
    public static ImmutableArray<Alert> Forms(Alert alert) =>
        [
            alert,
            alert with
            {
                Reason = AlertReason.StateChanged,
                Story = new StoryThread("story", alert.Item.Title)
                {
                    State = new(default, alert.Item.Title, Now, alert.Item.Title, alert.Source),
                    First = new(alert.Id, alert.Source, Now),
                    Development = alert.Item.Title,
                },
            },
            Gathering.Of(
                new(AlertReason.Digest, "morning"),
                [alert, alert with { Id = AlertId.Of("rule", "other", alert.Item.Key, AlertReason.NewStory) }],
                Now
            ),
        ];

    /// <summary>What is live in the alert on a channel; nothing, when all is well.</summary>
    public static ImmutableArray<string> Live(string channel, Alert alert)
    {
        var innocent = Harmless(alert);
        var links = alert
            .Members.Add(alert)
            .Select(one => one.Item.Page)
            .OfType<Uri>()
            .Where(page => page.Scheme is "http" or "https")
            .Select(page => LiveMarkup.Plain(page.AbsoluteUri))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. channel switch
            {
                "mail" => InMail(Wire(alert, Plain), Wire(innocent, Plain), links),
                "mail by a template" => InMail(Wire(alert, Templated), Wire(innocent, Templated), links),
                "webhook" => InJson(WebhookBody.Of(alert), WebhookBody.Of(innocent)),
                "webhook by a template" => InJson(
                    Encoding.UTF8.GetBytes(OwnBody.Render(alert)),
                    Encoding.UTF8.GetBytes(OwnBody.Render(innocent))
                ),
                _ => InChat(Enum.Parse<Preset>(channel), alert, innocent, links),
            },
        ];
    }

    private static IEnumerable<string> InMail(byte[] wire, byte[] usual, HashSet<string> links)
    {
        var head = Encoding.Latin1.GetString(wire).Split("\r\n\r\n", 2)[0];
        foreach (var line in head.Split("\r\n"))
            if (line.Any(letter => letter is < ' ' and not '\t' or > '~'))
                yield return $"header on the wire: {line}";
        using var mail = MimeMessage.Load(new MemoryStream(wire));
        using var innocent = MimeMessage.Load(new MemoryStream(usual));
        foreach (var header in HeadersOf(mail))
        foreach (var live in LiveMarkup.InHeader(header.Value))
            yield return $"{header.Field}: {live}";
        foreach (var strange in NamesOf(mail).Except(NamesOf(innocent), StringComparer.OrdinalIgnoreCase))
            yield return $"header {strange}";
        if (!mail.BodyParts.Select(TypeOf).SequenceEqual(innocent.BodyParts.Select(TypeOf)))
            yield return "parts that are not ours";
        if (mail.GetRecipients().Count != 1)
            yield return "another recipient";
        foreach (var live in LiveMarkup.InText(mail.TextBody!))
            yield return $"text: {live}";
        foreach (var live in LiveMarkup.InText(mail.HtmlBody!))
            yield return $"html: {live}";
        foreach (var live in LiveMarkup.InHtml(mail.HtmlBody!, innocent.HtmlBody!, links))
            yield return $"html: {live}";

        static string TypeOf(MimeEntity part) => part.ContentType.MimeType;
        static IEnumerable<Header> HeadersOf(MimeMessage mail) =>
            mail.Headers.Concat(mail.BodyParts.Append(mail.Body!).SelectMany(part => part.Headers));
        // Twice the same is as bad as a new one.
        static IEnumerable<string> NamesOf(MimeMessage mail) =>
            HeadersOf(mail)
                .CountBy(header => header.Field, StringComparer.OrdinalIgnoreCase)
                .SelectMany(one => Enumerable.Range(1, one.Value).Select(count => $"{one.Key} ({count})"));
    }

    private static IEnumerable<string> InJson(byte[] body, byte[] usual)
    {
        var text = Strict.GetString(body);
        if (text.AsSpan().IndexOfAny("<\u2028\u2029") >= 0)
            yield return "what could end a script or a line";
        using var json = JsonDocument.Parse(text);
        using var innocent = JsonDocument.Parse(usual);
        foreach (var strange in Paths(json.RootElement, "").Except(Paths(innocent.RootElement, "")))
            yield return $"field {strange}";
        // Throws at half of a surrogate pair.
        foreach (var value in JsonText.StringsOf(json.RootElement))
            _ = Strict.GetByteCount(value);
    }

    private static IEnumerable<string> InChat(Preset preset, Alert alert, Alert innocent, HashSet<string> links)
    {
        var receiver = new WebhookReceiver
        {
            Name = "chat",
            Address = new Uri("https://chat.example.org/topic"),
            Preset = preset,
            Chat = "-100",
            RoutingKey = "key",
        };
        var (body, usual) = (PresetBody.Of(receiver, alert), PresetBody.Of(receiver, innocent));
        foreach (var live in InJson(body, usual))
            yield return live;
        using var json = JsonDocument.Parse(body);
        using var innocently = JsonDocument.Parse(usual);
        foreach (var live in JsonText.StringsOf(json.RootElement).SelectMany(LiveMarkup.InText))
            yield return live;
        foreach (var target in Named(json.RootElement, "url", "href", "click"))
            if (!links.Contains(LiveMarkup.Plain(target)))
                yield return $"link {target}";
        foreach (var live in Marked(preset, json.RootElement, innocently.RootElement, links))
            yield return live;
    }

    /// <summary>Where the service reads markup, and which.</summary>
    private static IEnumerable<string> Marked(Preset preset, JsonElement json, JsonElement usual, HashSet<string> links)
    {
        switch (preset)
        {
            case Preset.Slack:
                var shown = json.GetProperty("blocks")
                    .EnumerateArray()
                    .Select(block => block.GetProperty("text"))
                    .Where(text => text.GetProperty("type").ValueEquals("mrkdwn"))
                    .Append(json);
                return shown.SelectMany(text => LiveMarkup.InSlack(text.GetProperty("text").GetString()!, links));
            case Preset.Teams:
                return Named(json.GetProperty("attachments")[0].GetProperty("content").GetProperty("body"), "text")
                    .SelectMany(text =>
                        LiveMarkup
                            .InMarkdown(text, links)
                            .Concat(text.Contains("{{", StringComparison.Ordinal) ? ["{{"] : [])
                    );
            case Preset.Discord:
                // A footer is shown as it is.
                var calls = json.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength();
                return Named(json, "content", "title", "description")
                    .SelectMany(text => LiveMarkup.InMarkdown(text, links))
                    .Concat(Enumerable.Repeat("mentions are allowed", calls));
            case Preset.Mattermost:
                return LiveMarkup.InMarkdown(json.GetProperty("text").GetString()!, links);
            case Preset.Telegram:
                var text = json.GetProperty("text").GetString()!;
                return LiveMarkup
                    .InHtml(text, usual.GetProperty("text").GetString()!, links)
                    .Concat(LiveMarkup.InMentions(text));
            case Preset.Ntfy:
                // Read as Markdown, and with buttons, only when asked.
                return json.EnumerateObject().Select(one => one.Name).Where(name => name is "markdown" or "actions");
            default:
                return [];
        }
    }

    /// <summary>The same alert of an item that nobody would think twice about.</summary>
    private static Alert Harmless(Alert alert) =>
        alert with
        {
            Source = "Example World",
            RuleName = alert.RuleName == alert.Item.Title ? Innocent : alert.RuleName,
            Story = alert.Story is { } story
                ? story with
                {
                    Title = Innocent,
                    State = story.State is { } state ? state with { Who = "", Sentence = Innocent, Source = "" } : null,
                    First = story.First is { } first ? first with { Source = "Example World" } : null,
                    Development = story.Development.Length > 0 ? Innocent : "",
                }
                : null,
            Item = alert.Item with
            {
                Title = Innocent,
                Summary = alert.Item.Summary.Length > 0 ? Innocent : "",
                Body = alert.Item.Body.Length > 0 ? Innocent : "",
                Guid = "1",
                Author = "A. Reporter",
                Language = "en",
                Tags = [],
            },
            Evidence = [.. alert.Evidence.Select(one => Quoted(one.Field, Innocent))],
            Members = [.. alert.Members.Select(Harmless)],
        };

    private static Evidence Quoted(ItemField field, string text)
    {
        var end = Math.Min(5, text.Length);
        return new(text, field, text[..end], 0, end, text, 0, [new(0, end)], EvidenceReason.Synonym);
    }

    private static byte[] Wire(Alert alert, MailSender sender)
    {
        using var mail = AlertMail.Compose(alert, sender, new("", "desk@example.org"), Now);
        using var wire = new MemoryStream();
        mail.WriteTo(MailFormat.OnTheWire, wire, CancellationToken.None);
        return wire.ToArray();
    }

    private static AlertTemplate Template(string text, AlertTemplate.Escaping escaping) =>
        AlertTemplate.Parse(text, escaping).Template ?? throw new InvalidOperationException("a template of ours");

    /// <summary>The fields with their places, without the numbers of the members of lists.</summary>
    private static IEnumerable<string> Paths(JsonElement json, string at) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(one => Paths(one.Value, $"{at}.{one.Name}").Prepend($"{at}.{one.Name}")),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Paths(one, at)),
            _ => [],
        };

    private static IEnumerable<string> Named(JsonElement json, params string[] names) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(one =>
                    one.Value.ValueKind == JsonValueKind.String && names.Contains(one.Name)
                        ? [one.Value.GetString()!]
                        : Named(one.Value, names)
                ),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Named(one, names)),
            _ => [],
        };
}
