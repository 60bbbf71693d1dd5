using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Ledger;

/// <summary>
/// Alerts as the ledger keeps them. The records below are the shape on disk, apart from the types of the flow, so that those
/// may change and old rows still be read. Whoever changes the shape counts <see cref="Version"/> up and keeps reading the old.
/// </summary>
internal static partial class AlertJson
{
    /// <summary>The version of the shape that is written.</summary>
    public const int Version = 1;

    /// <summary>Every script as itself: the text goes to a file, not into a page.</summary>
    private static readonly Shape Compact = new(
        new JsonSerializerOptions(Shape.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>The alert as JSON.</summary>
    public static string Write(Alert alert) => JsonSerializer.Serialize(StoredAlert.Of(alert), Compact.StoredAlert);

    /// <summary>The alert again; null when the text is of a later version or damaged.</summary>
    public static Alert? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Compact.StoredAlert) is { V: Version } stored
                ? stored.ToAlert()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true
    )]
    [JsonSerializable(typeof(StoredAlert))]
    private sealed partial class Shape : JsonSerializerContext;

    private sealed record StoredAlert
    {
        public required int V { get; init; }
        public required string Id { get; init; }
        public required string Receiver { get; init; }
        public required AlertReason Reason { get; init; }
        public required string Rule { get; init; }
        public required string RuleName { get; init; }
        public string RuleSource { get; init; } = "";
        public required string Source { get; init; }
        public required DateTimeOffset FirstSeen { get; init; }
        public required StoredItem Item { get; init; }
        public required ImmutableArray<StoredEvidence> Evidence { get; init; }
        public bool Urgent { get; init; }
        public string? Story { get; init; }
        public string? StoryTitle { get; init; }
        public StoredThread? Thread { get; init; }
        public ImmutableArray<StoredTale>? Tales { get; init; }

        public static StoredAlert Of(Alert alert) =>
            new()
            {
                V = Version,
                Id = alert.Id.Value,
                Receiver = alert.Receiver,
                Reason = alert.Reason,
                Rule = alert.RuleId,
                RuleName = alert.RuleName,
                RuleSource = alert.RuleSource,
                Source = alert.Source,
                FirstSeen = alert.FirstSeen,
                Item = StoredItem.Of(alert.Item),
                Evidence = [.. alert.Evidence.Select(StoredEvidence.Of)],
                Urgent = alert.Urgent,
                Story = alert.Story?.Key,
                StoryTitle = alert.Story?.Title,
                Thread = alert.Story is { } story ? StoredThread.Of(story) : null,
                Tales = alert.Tales.IsEmpty ? null : [.. alert.Tales.Select(StoredTale.Of)],
            };

        public Alert ToAlert() =>
            new()
            {
                Id = new AlertId(Id),
                Receiver = Receiver,
                Reason = Reason,
                RuleId = Rule,
                RuleName = RuleName,
                RuleSource = RuleSource,
                Source = Source,
                FirstSeen = FirstSeen,
                Item = Item.ToItem(),
                Evidence = [.. Evidence.Select(evidence => evidence.ToEvidence())],
                Urgent = Urgent,
                Story =
                    Story is null ? null
                    : Thread is null ? new StoryThread(Story, StoryTitle ?? Item.Title)
                    : Thread.ToThread(Story, StoryTitle ?? Item.Title),
                Tales = Tales is { } tales ? [.. tales.Select(tale => tale.ToTale())] : [],
            };
    }

    private sealed record StoredThread
    {
        public StoredNews? State { get; init; }
        public string? FirstAlert { get; init; }
        public string? FirstSource { get; init; }
        public DateTimeOffset? FirstAt { get; init; }
        public string Development { get; init; } = "";
        public bool IsProbable { get; init; }
        public int Sources { get; init; } = 1;
        public int Copies { get; init; }

        public static StoredThread Of(StoryThread story) =>
            new()
            {
                State = story.State is { } state ? StoredNews.Of(state) : null,
                FirstAlert = story.First?.Alert.Value,
                FirstSource = story.First?.Source,
                FirstAt = story.First?.At,
                Development = story.Development,
                IsProbable = story.IsProbable,
                Sources = story.Sources,
                Copies = story.Copies,
            };

        public StoryThread ToThread(string key, string title) =>
            new(key, title)
            {
                State = State?.ToNews(),
                First = FirstAlert is null ? null : new(new AlertId(FirstAlert), FirstSource ?? "", FirstAt ?? default),
                Development = Development,
                IsProbable = IsProbable,
                Sources = Sources,
                Copies = Copies,
            };
    }

    private sealed record StoredNews(
        ReportStatus Status,
        string Who,
        DateTimeOffset At,
        string Sentence,
        string Source,
        int? PageStatus = null,
        bool? ByHand = null
    )
    {
        public static StoredNews Of(StoryNews news) =>
            new(
                news.Status,
                news.Who,
                news.At,
                news.Sentence,
                news.Source,
                news.PageStatus,
                news.IsByHand ? true : null
            );

        public StoryNews ToNews() =>
            new(Status, Who, At, Sentence, Source) { PageStatus = PageStatus, IsByHand = ByHand == true };
    }

    private sealed record StoredTale
    {
        public required string Story { get; init; }
        public required string Title { get; init; }
        public required string Rule { get; init; }
        public StoredNews? State { get; init; }
        public bool IsNews { get; init; }
        public required ImmutableArray<StoredMoment> TimeLine { get; init; }
        public string? Sentence { get; init; }

        /// <summary>Start and end of each mark, one after the other.</summary>
        public ImmutableArray<int>? Marks { get; init; }
        public required ImmutableArray<StoredSource> Sources { get; init; }
        public required ImmutableArray<string> Alerts { get; init; }

        public static StoredTale Of(StoryTale tale) =>
            new()
            {
                Story = tale.StoryId,
                Title = tale.Title,
                Rule = tale.RuleId,
                State = tale.State is { } state ? StoredNews.Of(state) : null,
                IsNews = tale.IsNews,
                TimeLine = [.. tale.TimeLine.Select(StoredMoment.Of)],
                Sentence = tale.Sentence?.Text,
                Marks = tale.Sentence is { } sentence
                    ? [.. sentence.Marks.SelectMany(mark => new[] { mark.Start, mark.End })]
                    : null,
                Sources =
                [
                    .. tale.Sources.Select(source => new StoredSource(
                        source.Name,
                        source.Link?.OriginalString,
                        source.CopyOf.Length > 0 ? source.CopyOf : null
                    )),
                ],
                Alerts = [.. tale.Alerts.Select(alert => alert.Value)],
            };

        public StoryTale ToTale() =>
            new(Story, Title)
            {
                RuleId = Rule,
                State = State?.ToNews(),
                IsNews = IsNews,
                TimeLine = [.. TimeLine.Select(moment => moment.ToMoment())],
                Sentence = Sentence is null ? null : new(Sentence, Spans(Marks ?? [])),
                Sources =
                [
                    .. Sources.Select(source => new TaleSource(
                        source.Name,
                        Uri.TryCreate(source.Link, UriKind.Absolute, out var link) ? link : null
                    )
                    {
                        CopyOf = source.CopyOf ?? "",
                    }),
                ],
                Alerts = [.. Alerts.Select(alert => new AlertId(alert))],
            };
    }

    private sealed record StoredSource(string Name, string? Link, string? CopyOf = null);

    private sealed record StoredMoment(
        DateTimeOffset At,
        ReportStatus Status,
        string Who,
        string Source,
        string Headline,
        string Development
    )
    {
        public static StoredMoment Of(TaleMoment moment) =>
            new(moment.At, moment.Status, moment.Who, moment.Source, moment.Headline, moment.Development);

        public TaleMoment ToMoment() => new(At, Status, Who, Source, Headline) { Development = Development };
    }

    private static ImmutableArray<TextSpan> Spans(ImmutableArray<int> marks) =>
        [.. marks.Chunk(2).Where(mark => mark.Length == 2).Select(mark => new TextSpan(mark[0], mark[1]))];

    private sealed record StoredEvidence
    {
        public required string Leaf { get; init; }
        public required ItemField Field { get; init; }
        public required string Words { get; init; }
        public required int Start { get; init; }
        public required int End { get; init; }
        public required string Sentence { get; init; }
        public required int SentenceStart { get; init; }

        /// <summary>Start and end of each mark, one after the other.</summary>
        public required ImmutableArray<int> Marks { get; init; }
        public required EvidenceReason Reason { get; init; }

        public static StoredEvidence Of(Evidence evidence) =>
            new()
            {
                Leaf = evidence.Leaf,
                Field = evidence.Field,
                Words = evidence.Words,
                Start = evidence.Start,
                End = evidence.End,
                Sentence = evidence.Sentence,
                SentenceStart = evidence.SentenceStart,
                Marks = [.. evidence.Marks.SelectMany(mark => new[] { mark.Start, mark.End })],
                Reason = evidence.Reason,
            };

        public Evidence ToEvidence() =>
            new(Leaf, Field, Words, Start, End, Sentence, SentenceStart, Spans(Marks), Reason);
    }
}
