using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>
/// The body of a webhook: JSON in UTF-8, at most <see cref="MostBytes"/>, byte for byte the same at every attempt.
/// </summary>
/// <remarks>
/// <code>
/// {
///   "version": 1,                         raised when a field changes its meaning or goes; new fields may come at any time
///   "type": "alert.created",              or story.confirmed, .disputed, .denied, .corrected, .withdrawn for a story told before
///   "id": "5f0c…",                        as webhook-id: the same for every attempt to this receiver
///   "alert": "91ab…",                     the same for every receiver of the alert
///   "reason": "new story",
///   "receiver": "ops-hook",
///   "rule": { "id", "name", "source" },   source: file:line:column, or ""
///   "story": { "id", "title", "state", "who", "since", "supersedes", "reported_at", "reported_by", "development", "sources", "copies" },
///                                         supersedes: the id of the first alert's call to this receiver; null for the first
///   "source": "Example World",            the feed as people know it
///   "first_seen": "2020-01-06T20:07:00Z",
///   "item": { "id", "title", "link", "summary", "author", "published", "updated", "language", "tags" },
///   "evidence": [ { "leaf", "field", "words", "start", "end", "sentence", "reason" } ],
///   "members": [ { "alert", "rule", "source", "title", "link", "first_seen" } ],     what a digest, batch or flood names
///   "stories": [ { "story_id", "rule", "title", "state", "state_line", "who", "since", "is_news", "timeline": [ { "at", "state", "who",
///     "source", "headline", "development" } ], "sentence", "sources": [ { "name", "link", "copy_of" } ], "items": [ the ids of members ] } ],
///                                         what a digest tells whole, as it stood when gathered; members of no story are in none
///   "truncated": false,                   true when text, tags or evidence were cut to keep the limit
///   "characters_left_out": 0
/// }
/// </code>
/// Times are UTC in ISO 8601; what is unknown is null. <c>start</c> and <c>end</c> count UTF-16 units in the field before
/// any cut. <c>field</c> is title, summary or body.
/// </remarks>
internal static class WebhookBody
{
    /// <summary>Standard Webhooks asks for small payloads; many receivers refuse larger ones.</summary>
    public const int MostBytes = 20_000;

    /// <summary>What gathers others names every one of them.</summary>
    private const int MostBytesOfMany = 400_000;

    private const int MostTags = 20;
    private const int MostEvidence = 20;
    private const int MostMoments = 50;
    private const int WidestText = 2_000;

    /// <summary>Letters of every script as they are; what could end a script element or a line stays escaped.</summary>
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the body.</summary>
    public static byte[] Of(Alert alert)
    {
        for (var widest = WidestText; ; widest /= 2)
        {
            var body = new Draft(alert, widest).Write();
            if (body.Length <= (alert.Members.IsEmpty ? MostBytes : MostBytesOfMany))
                return body;
        }
    }

    /// <summary>The body with no text longer than <paramref name="widest"/> UTF-16 units.</summary>
    private sealed class Draft(Alert alert, int widest)
    {
        private int _leftOut;

        public byte[] Write()
        {
            var buffer = new ArrayBufferWriter<byte>(4_096);
            using (var json = new Utf8JsonWriter(buffer, Readable))
                WriteAlert(json);
            return buffer.WrittenSpan.ToArray();
        }

        private void WriteAlert(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("type", TypeOf(alert));
            json.WriteString("id", alert.DeliveryId.Value);
            json.WriteString("alert", alert.Id.Value);
            json.WriteString("reason", ReasonWording.Of(alert.Reason));
            json.WriteString("receiver", Cut(alert.Receiver));
            WriteRule(json);
            WriteStory(json);
            json.WriteString("source", Cut(alert.Source));
            json.WriteString("first_seen", Utc(alert.FirstSeen));
            WriteItem(json, alert.Item);
            WriteEvidence(json);
            WriteMembers(json);
            WriteTales(json);
            json.WriteBoolean("truncated", _leftOut > 0);
            json.WriteNumber("characters_left_out", _leftOut);
            json.WriteEndObject();
        }

        private static string TypeOf(Alert alert) =>
            alert is { Reason: AlertReason.StateChanged, Story.State: { } state }
                ? $"story.{StoryWording.WordOf(state.Status)}"
                : "alert.created";

        private void WriteStory(Utf8JsonWriter json)
        {
            if (alert.Story is not { } story)
                return;
            json.WriteStartObject("story");
            json.WriteString("id", Cut(story.Key));
            json.WriteString("title", Cut(story.Title));
            json.WriteString("state", StoryWording.WordOf(story.State?.Status ?? ReportStatus.Reported));
            json.WriteString("who", Cut(story.State?.Who));
            json.WriteString("since", Utc(story.State?.At));
            if (story.State?.PageStatus is { } status)
                json.WriteNumber("page_status", status);
            json.WriteString(
                "supersedes",
                story.First is { } first ? DeliveryId.Of(first.Alert, alert.Receiver).Value : null
            );
            json.WriteString("reported_at", Utc(story.First?.At));
            json.WriteString("reported_by", Cut(story.First?.Source));
            json.WriteString("development", Cut(story.Development));
            json.WriteNumber("sources", story.Sources);
            json.WriteNumber("copies", story.Copies);
            json.WriteEndObject();
        }

        private void WriteRule(Utf8JsonWriter json)
        {
            json.WriteStartObject("rule");
            json.WriteString("id", Cut(alert.RuleId));
            json.WriteString("name", Cut(alert.RuleName));
            json.WriteString("source", Cut(alert.RuleSource));
            json.WriteEndObject();
        }

        private void WriteItem(Utf8JsonWriter json, Item item)
        {
            json.WriteStartObject("item");
            json.WriteString("id", Cut(item.Guid ?? item.Key));
            json.WriteString("title", Cut(item.Title));
            json.WriteString("link", LinkOf(item));
            json.WriteString("summary", Cut(item.Summary));
            json.WriteString("author", Cut(item.Author));
            json.WriteString("published", Utc(item.Published));
            json.WriteString("updated", Utc(item.Updated));
            json.WriteString("language", Cut(item.Language));
            json.WriteStartArray("tags");
            foreach (var tag in Few(item.Tags, MostTags, tag => tag.Length))
                json.WriteStringValue(Cut(tag));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private void WriteEvidence(Utf8JsonWriter json)
        {
            json.WriteStartArray("evidence");
            foreach (var evidence in Few(alert.Evidence, MostEvidence, evidence => evidence.Sentence.Length))
            {
                json.WriteStartObject();
                json.WriteString("leaf", Cut(evidence.Leaf));
                json.WriteString("field", NameOf(evidence.Field));
                json.WriteString("words", Cut(evidence.Words));
                json.WriteNumber("start", evidence.Start);
                json.WriteNumber("end", evidence.End);
                json.WriteString("sentence", Cut(evidence.Sentence));
                json.WriteString("reason", EvidenceWording.Of(evidence.Reason));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void WriteMembers(Utf8JsonWriter json)
        {
            if (alert.Members.IsEmpty)
                return;
            json.WriteStartArray("members");
            foreach (var member in alert.Members)
            {
                json.WriteStartObject();
                json.WriteString("alert", member.Id.Value);
                json.WriteString("rule", Cut(member.RuleId));
                json.WriteString("source", Cut(member.Source));
                json.WriteString("title", Cut(member.Item.Title));
                json.WriteString("link", LinkOf(member.Item));
                json.WriteString("first_seen", Utc(member.FirstSeen));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void WriteTales(Utf8JsonWriter json)
        {
            if (alert.Tales.IsEmpty)
                return;
            json.WriteStartArray("stories");
            foreach (var tale in alert.Tales)
                Write(json, tale);
            json.WriteEndArray();
        }

        private void Write(Utf8JsonWriter json, StoryTale tale)
        {
            json.WriteStartObject();
            json.WriteString("story_id", Cut(tale.StoryId));
            json.WriteString("rule", Cut(tale.RuleId));
            json.WriteString("title", Cut(tale.Title));
            json.WriteString("state", StoryWording.WordOf(tale.State?.Status ?? ReportStatus.Reported));
            json.WriteString("state_line", Cut(StoryWording.Of(tale, alert.FirstSeen)));
            json.WriteString("who", Cut(tale.State?.Who));
            json.WriteString("since", Utc(tale.State?.At));
            json.WriteBoolean("is_news", tale.IsNews);
            json.WriteStartArray("timeline");
            foreach (var moment in Few(tale.TimeLine, MostMoments, moment => moment.Headline.Length))
                Write(json, moment);
            json.WriteEndArray();
            json.WriteString("sentence", Cut(tale.Sentence?.Text));
            json.WriteStartArray("sources");
            foreach (var source in Few(tale.Sources, MostMoments, source => source.Name.Length))
            {
                json.WriteStartObject();
                json.WriteString("name", Cut(source.Name));
                json.WriteString("link", LinkOf(source.Link));
                json.WriteString("copy_of", source.CopyOf.Length > 0 ? Cut(source.CopyOf) : null);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("items");
            foreach (var id in tale.Alerts)
                json.WriteStringValue(id.Value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private void Write(Utf8JsonWriter json, TaleMoment moment)
        {
            json.WriteStartObject();
            json.WriteString("at", Utc(moment.At));
            json.WriteString("state", StoryWording.WordOf(moment.Status));
            json.WriteString("who", Cut(moment.Who));
            json.WriteString("source", Cut(moment.Source));
            json.WriteString("headline", Cut(moment.Headline));
            json.WriteString("development", Cut(moment.Development));
            json.WriteEndObject();
        }

        private string? LinkOf(Item item) => LinkOf(item.Page);

        /// <summary>A link is of no use when cut: one that is too long is left out.</summary>
        private string? LinkOf(Uri? address)
        {
            var link = address is not null && PublicLink.IsSafe(address) ? address.AbsoluteUri : null;
            if (link is null || link.Length <= WidestText)
                return link;
            _leftOut += link.Length;
            return null;
        }

        private string? Cut(string? text)
        {
            if (text is null)
                return null;
            // Only what can stay is read: texts may be megabytes.
            var beginning = CleanText.WellFormed(text[..Math.Min(text.Length, widest + 2)]);
            var cut = CleanText.Cut(beginning, widest);
            _leftOut += text.Length - cut.Length;
            return cut;
        }

        private IEnumerable<T> Few<T>(ImmutableArray<T> all, int most, Func<T, int> length)
        {
            _leftOut += all.Skip(most).Sum(length);
            return all.Take(most);
        }
    }

    private static string NameOf(ItemField field) =>
        field switch
        {
            ItemField.Title => "title",
            ItemField.Summary => "summary",
            ItemField.Article => "article",
            _ => "body",
        };

    private static string? Utc(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
