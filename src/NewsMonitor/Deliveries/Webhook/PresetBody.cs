using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>
/// The bodies that chat and paging services take, within the lengths they allow and with their own escaping: text of a feed
/// can neither format, nor link, nor call anybody.
/// </summary>
internal static class PresetBody
{
    private const int SlackHeader = 150;
    private const int SlackSection = 3_000;
    private const int DiscordTitle = 256;
    private const int DiscordDescription = 4_096;
    private const int MattermostText = 12_000;
    private const int TeamsText = 10_000;
    private const int TelegramText = 4_096;

    /// <summary>Teams takes 28 kB in all; the others take more.</summary>
    private const int MostBytes = 27_000;

    /// <summary>ntfy takes 4,096 bytes; a sign may be three or four of them.</summary>
    private const int NtfyBytes = 4_000;
    private const int PagerDutySummary = 1_024;
    private const int PagerDutyMembers = 50;

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the body.</summary>
    public static byte[] Of(WebhookReceiver receiver, Alert alert)
    {
        var text = ChatText.Of(alert);
        // What does not fit is left out from the end, and counted.
        while (Write(receiver, alert, text) is var body)
        {
            if (body.Length <= MostBytes || text.Shorter() is not { } shorter)
                return body;
            text = shorter;
        }
        throw new InvalidOperationException("a body is always written");
    }

    private static byte[] Write(WebhookReceiver receiver, Alert alert, ChatText text)
    {
        var buffer = new ArrayBufferWriter<byte>(2_048);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            Write(json, receiver, alert, text);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Where it goes: ntfy takes JSON at its root and the topic within.</summary>
    public static Uri AddressOf(WebhookReceiver receiver) =>
        receiver.Preset == Preset.Ntfy ? new Uri(receiver.Address, "/") : receiver.Address;

    private static void Write(Utf8JsonWriter json, WebhookReceiver receiver, Alert alert, ChatText text)
    {
        switch (receiver.Preset)
        {
            case Preset.Slack:
                Slack(json, text);
                break;
            case Preset.Teams:
                Teams(json, text);
                break;
            case Preset.Discord:
                Discord(json, text);
                break;
            case Preset.Mattermost:
                Mattermost(json, text);
                break;
            case Preset.Ntfy:
                Ntfy(json, receiver, alert, text);
                break;
            case Preset.Telegram:
                Telegram(json, receiver, text);
                break;
            case Preset.PagerDuty:
                PagerDuty(json, receiver, alert, text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(receiver), receiver.Preset, "no such preset");
        }
    }

    private static void Slack(Utf8JsonWriter json, ChatText text)
    {
        json.WriteString("text", CleanText.Cut(ChatText.Angled($"[{text.Rule}] {text.Title}"), SlackSection));
        json.WriteStartArray("blocks");
        json.WriteStartObject();
        json.WriteString("type", "header");
        json.WriteStartObject("text");
        json.WriteString("type", "plain_text");
        json.WriteString("text", CleanText.Cut(text.Title, SlackHeader));
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
        json.WriteEndObject();
        Section(
            ChatText.Angled($"{text.Rule}\n{text.Source}")
                + (text.Link is { } link ? $"\n<{Url(link)}|Read the article>" : "")
        );
        if (text.Quote.Length > 0)
            Section("&gt; " + Whole(Fitted(text.Quote, SlackSection - 200, ChatText.Angled)));
        if (!text.Members.IsEmpty)
            Section(
                text.List(
                    one =>
                        (
                            one.Link is { } to
                                ? $"• <{Url(to)}|{ChatText.Angled(one.Title)}>"
                                : $"• {ChatText.Angled(one.Title)}"
                        ) + one.DetailsIn("   ", ChatText.Angled),
                    SlackSection
                )
            );
        json.WriteEndArray();

        void Section(string markup)
        {
            json.WriteStartObject();
            json.WriteString("type", "section");
            json.WriteStartObject("text");
            json.WriteString("type", "mrkdwn");
            json.WriteString("text", markup);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        static string Url(string link) => ChatText.Target(link).Replace("&", "&amp;", StringComparison.Ordinal);

        static string Whole(string markup) => markup.Replace("\n", "\n&gt; ", StringComparison.Ordinal);
    }

    private static void Teams(Utf8JsonWriter json, ChatText text)
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        Block(text.Rule, "Small", "Default");
        Block(text.Title, "Large", "Bolder");
        Block(text.Source, "Small", "Default");
        if (text.Quote.Length > 0)
            Block(text.Quote, "Default", "Default");
        if (!text.Members.IsEmpty)
            Raw(text.List(Linked, TeamsText));
        json.WriteEndArray();
        if (text.Link is { } link)
        {
            json.WriteStartArray("actions");
            json.WriteStartObject();
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("title", "Read the article");
            json.WriteString("url", link);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();

        void Block(string words, string size, string weight)
        {
            json.WriteStartObject();
            json.WriteString("type", "TextBlock");
            json.WriteString("text", ChatText.Marked(words));
            json.WriteString("size", size);
            json.WriteString("weight", weight);
            json.WriteBoolean("wrap", true);
            json.WriteEndObject();
        }

        void Raw(string markup)
        {
            json.WriteStartObject();
            json.WriteString("type", "TextBlock");
            json.WriteString("text", markup);
            json.WriteBoolean("wrap", true);
            json.WriteEndObject();
        }
    }

    private static void Discord(Utf8JsonWriter json, ChatText text)
    {
        json.WriteString("content", CleanText.Cut(ChatText.Marked(text.Rule), 500));
        json.WriteStartObject("allowed_mentions");
        json.WriteStartArray("parse");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("embeds");
        json.WriteStartObject();
        json.WriteString("title", Escaped(text.Title, DiscordTitle));
        if (text.Link is { } link)
            json.WriteString("url", link);
        var list = text.List(Linked, DiscordDescription);
        json.WriteString("description", list.Length > 0 ? list : Escaped(text.Quote, DiscordDescription));
        json.WriteStartObject("footer");
        json.WriteString("text", text.Source);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Mattermost(Utf8JsonWriter json, ChatText text)
    {
        var title = text.Link is { } link
            ? $"[{ChatText.Marked(text.Title)}](<{ChatText.Target(link)}>)"
            : ChatText.Marked(text.Title);
        var message = new StringBuilder($"**{ChatText.Marked(text.Rule)}**\n{title}\n{ChatText.Marked(text.Source)}");
        if (text.Quote.Length > 0)
            message.Append("\n> ").Append(ChatText.Marked(text.Quote).Replace("\n", "\n> ", StringComparison.Ordinal));
        if (!text.Members.IsEmpty)
            message.Append("\n\n").Append(text.List(Linked, MattermostText));
        json.WriteString("text", message.ToString());
    }

    private static void Ntfy(Utf8JsonWriter json, WebhookReceiver receiver, Alert alert, ChatText text)
    {
        json.WriteString("topic", Uri.UnescapeDataString(receiver.Address.Segments[^1].Trim('/')));
        json.WriteString("title", CleanText.Cut(text.Title, 250));
        var list = text.List(one => $"• {one.Title}{one.DetailsIn("  ", detail => detail)}", NtfyBytes);
        var message = string.Join(
            '\n',
            new[] { text.Rule, text.Source, text.Quote, list }.Where(part => part.Length > 0)
        );
        json.WriteString("message", WithinBytes(message, NtfyBytes));
        json.WriteNumber("priority", alert.Urgent ? 5 : 3);
        if (text.Link is { } link)
            json.WriteString("click", link);
    }

    private static void Telegram(Utf8JsonWriter json, WebhookReceiver receiver, ChatText text)
    {
        var head = text.Link is { } link
            ? $"<a href=\"{ChatText.Attribute(link)}\">{Shown(text.Title)}</a>"
            : Shown(text.Title);
        var message = new StringBuilder($"<b>{Shown(text.Rule)}</b>\n{head}\n{Shown(text.Source)}");
        if (text.Quote.Length > 0)
            message.Append("\n<blockquote>").Append(Shown(text.Quote)).Append("</blockquote>");
        if (!text.Members.IsEmpty)
            message
                .Append('\n')
                .Append(
                    text.List(
                        one => $"• {Shown(one.Title)}{one.DetailsIn("   ", Shown)}",
                        TelegramText - message.Length - 1
                    )
                );
        json.WriteString("chat_id", receiver.Chat);
        json.WriteString("text", message.ToString());
        json.WriteString("parse_mode", "HTML");
        json.WriteStartObject("link_preview_options");
        json.WriteBoolean("is_disabled", true);
        json.WriteEndObject();

        // Whoever bears the name after an @ is called, in whatever markup it stands.
        static string Shown(string words) => ChatText.Angled(words).Replace("@", "@\u200B", StringComparison.Ordinal);
    }

    private static void PagerDuty(Utf8JsonWriter json, WebhookReceiver receiver, Alert alert, ChatText text)
    {
        json.WriteString("routing_key", receiver.RoutingKey);
        json.WriteString("event_action", "trigger");
        json.WriteString("dedup_key", alert.Id.Value);
        json.WriteStartObject("payload");
        json.WriteString("summary", CleanText.Cut($"[{text.Rule}] {text.Title}", PagerDutySummary));
        json.WriteString("source", CleanText.Cut(text.Source, 255));
        json.WriteString("severity", alert.Urgent ? "critical" : "info");
        json.WriteString(
            "timestamp",
            alert.FirstSeen.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        json.WriteStartObject("custom_details");
        json.WriteString("rule", text.Rule);
        json.WriteString("quote", text.Quote);
        json.WriteStartArray("items");
        foreach (var member in text.Members.Take(PagerDutyMembers))
            json.WriteStringValue(member.Title);
        json.WriteEndArray();
        json.WriteNumber("items_in_all", text.Members.Length);
        json.WriteEndObject();
        json.WriteEndObject();
        if (text.Link is not { } link)
            return;
        json.WriteStartArray("links");
        json.WriteStartObject();
        json.WriteString("href", link);
        json.WriteString("text", "Read the article");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Linked(ChatMember one) =>
        (
            one.Link is { } link
                ? $"- [{ChatText.Marked(one.Title)}](<{ChatText.Target(link)}>)"
                : $"- {ChatText.Marked(one.Title)}"
        ) + one.DetailsIn("  - ", ChatText.Marked);

    /// <summary>Escaped and no longer than the service takes: cut before it is escaped, so that no escape is cut in two.</summary>
    private static string Escaped(string text, int most) => Fitted(text, most, ChatText.Marked);

    private static string Fitted(string text, int most, Func<string, string> escape)
    {
        for (var length = most; ; length = length * 3 / 4)
            if (escape(CleanText.Cut(text, length)) is var escaped && escaped.Length <= most)
                return escaped;
    }

    private static string WithinBytes(string text, int most)
    {
        for (var length = most; ; length = length * 3 / 4)
            if (CleanText.Cut(text, length) is var cut && Encoding.UTF8.GetByteCount(cut) <= most)
                return cut;
    }
}
