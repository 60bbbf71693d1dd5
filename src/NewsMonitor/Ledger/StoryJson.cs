using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>
/// Stories as the ledger keeps them: a shape of its own on disk, so that the types of the flow may change and old rows still
/// be read. A field that is new and may be missing changes nothing; whoever changes what one means counts
/// <see cref="Version"/> up and keeps reading the old.
/// </summary>
internal static partial class StoryJson
{
    private const int Version = 1;

    private static readonly StoryShape Compact = new(
        new JsonSerializerOptions(StoryShape.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>The story and what was told of it, packed.</summary>
    public static byte[] Write(StoryPicture story, ToldStory? told) =>
        Packed.Of(
            JsonSerializer.SerializeToUtf8Bytes(
                new StoredStory(
                    Version,
                    StoredHead.Of(story),
                    [.. story.Members.Select(StoredMember.Of)],
                    [.. story.Forgotten.Select(StoredHeld.Of)],
                    told is null ? null : StoredTold.Of(told)
                ),
                Compact.StoredStory
            )
        );

    /// <summary>The story again; null when it is damaged or of a later version.</summary>
    public static (StoryPicture Story, ToldStory? Told)? Read(byte[] packed)
    {
        try
        {
            using var json = Packed.Open(packed);
            return JsonSerializer.Deserialize(json, Compact.StoredStory) is { V: Version } stored
                ? (stored.ToStory(), stored.Told?.ToTold())
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true
    )]
    [JsonSerializable(typeof(StoredStory))]
    private sealed partial class StoryShape : JsonSerializerContext;

    private sealed record StoredStory(
        int V,
        StoredHead Head,
        ImmutableArray<StoredMember> Members,
        ImmutableArray<StoredHeld> Forgotten,
        StoredTold? Told
    )
    {
        public StoryPicture ToStory() =>
            new(
                Head.ToStory(),
                [.. Members.Select(member => member.ToMember())],
                Forgotten.ToImmutableSortedDictionary(
                    held => held.Term,
                    held => new Forgotten(held.Items, held.Named),
                    StringComparer.Ordinal
                ),
                Head.Feeds.ToImmutableSortedSet(StringComparer.Ordinal),
                Head.Pull
            )
            {
                OwnFeeds = (Head.OwnFeeds ?? Head.Feeds).ToImmutableSortedSet(StringComparer.Ordinal),
                Apart = (Head.Apart ?? []).ToImmutableSortedSet(StringComparer.Ordinal),
                IsJoinedByHand = Head.Joined == true,
            };
    }

    private sealed record StoredHead(
        string Id,
        string FirstKey,
        DateTimeOffset First,
        DateTimeOffset Last,
        int Count,
        ImmutableArray<string> Feeds,
        double Pull,
        ReportStatus Status,
        ImmutableArray<StoredChange> Changes,
        ImmutableArray<string>? OwnFeeds = null,
        ImmutableArray<string>? Apart = null,
        bool? Joined = null
    )
    {
        public static StoredHead Of(StoryPicture picture) =>
            new(
                picture.Story.Id,
                picture.Story.FirstKey,
                picture.Story.First,
                picture.Story.Last,
                picture.Story.Count,
                [.. picture.Feeds],
                picture.Pull,
                picture.Story.State.Status,
                [.. picture.Story.State.Changes.Select(StoredChange.Of)],
                picture.OwnFeeds.Count < picture.Feeds.Count ? [.. picture.OwnFeeds] : null,
                picture.Apart.IsEmpty ? null : [.. picture.Apart],
                picture.IsJoinedByHand ? true : null
            );

        public Story ToStory() =>
            new()
            {
                Id = Id,
                FirstKey = FirstKey,
                First = First,
                Last = Last,
                Count = Count,
                Sources = Feeds.Length,
                Copies = Feeds.Length - (OwnFeeds ?? Feeds).Length,
                State = new StoryState(Status, [.. Changes.Select(change => change.ToChange())]),
            };
    }

    private sealed record StoredChange(
        ReportStatus From,
        ReportStatus To,
        string Who,
        string Item,
        string Feed,
        StoredCue? Cue,
        DateTimeOffset At,
        int? PageStatus = null
    )
    {
        public static StoredChange Of(StateChange change) =>
            new(
                change.From,
                change.To,
                change.Who,
                change.ItemKey,
                change.Feed,
                StoredCue.Of(change.Cue),
                change.At,
                change.PageStatus
            );

        public StateChange ToChange() => new(From, To, Who, Item, Feed, Cue?.ToCue(), At) { PageStatus = PageStatus };
    }

    private sealed record StoredCue(
        ItemField Field,
        string Words,
        int Start,
        int End,
        string Sentence,
        int SentenceStart
    )
    {
        public static StoredCue? Of(StanceCue? cue) =>
            cue is null ? null : new(cue.Field, cue.Words, cue.Start, cue.End, cue.Sentence, cue.SentenceStart);

        public StanceCue ToCue() => new(Field, Words, Start, End, Sentence, SentenceStart);
    }

    private sealed record StoredMember(
        string Key,
        string Feed,
        DateTimeOffset At,
        string Title,
        ImmutableArray<string> Terms,
        ReportStatus Status,
        string Who,
        StoredCue? Cue,
        PublisherTagKind Tag,
        int TagNumber,
        StoredJoin? Join,
        StoredCopy? Copy = null,
        string? Headline = null,
        string? Text = null,
        int? PageStatus = null
    )
    {
        public static StoredMember Of(StoryMember member) =>
            new(
                member.Key,
                member.Feed,
                member.At,
                member.Title,
                member.Terms,
                member.Stance.Status,
                member.Stance.Who,
                StoredCue.Of(member.Stance.Cue),
                member.Stance.Tag.Kind,
                member.Stance.Tag.Number,
                member.Join is { } join ? StoredJoin.Of(join) : null,
                member.Copy is { } copy ? StoredCopy.From(copy) : null,
                member.Print is { } print ? HexOf(print.Headline) : null,
                member.Print is { } printed ? HexOf(printed.Text) : null,
                member.PageStatus
            );

        public StoryMember ToMember() =>
            new(
                Key,
                Feed,
                At,
                Title,
                Terms,
                new Stance(Status, Who, Cue?.ToCue(), new PublisherTag(Tag, TagNumber)),
                Join?.ToJoin()
            )
            {
                Copy = Copy?.ToCopy(),
                PageStatus = PageStatus,
                Print = Headline is null ? null : new TextPrint(WordsOf(Headline), WordsOf(Text ?? "")),
            };
    }

    private sealed record StoredCopy(
        string Of,
        string Feed,
        double Share,
        ImmutableArray<string>? Changed,
        bool SaysMore
    )
    {
        public static StoredCopy From(TextCopy copy) =>
            new(copy.Of, copy.Feed, copy.Share, copy.IsTrue ? null : copy.Changed, copy.SaysMore);

        public TextCopy ToCopy() => new(Of, Feed, Share, Changed ?? [], SaysMore);
    }

    /// <summary>Eight digits for each word: what two texts have in common is packed once.</summary>
    private static string HexOf(ImmutableArray<uint> words) =>
        string.Create(
            8 * words.Length,
            words,
            static (text, words) =>
            {
                for (var at = 0; at < words.Length; at++)
                    words[at].TryFormat(text[(8 * at)..], out _, "x8", CultureInfo.InvariantCulture);
            }
        );

    private static ImmutableArray<uint> WordsOf(string hex)
    {
        var words = ImmutableArray.CreateBuilder<uint>(hex.Length / 8);
        for (var at = 0; at + 8 <= hex.Length; at += 8)
            words.Add(
                uint.TryParse(
                    hex.AsSpan(at, 8),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var word
                )
                    ? word
                    : 0
            );
        return words.DrainToImmutable();
    }

    private sealed record StoredJoin(
        double Evidence,
        double Needed,
        bool IsCertain,
        ImmutableArray<StoredShared> Shared
    )
    {
        public static StoredJoin Of(JoinReason join) =>
            new(
                join.Evidence,
                join.Needed,
                join.IsCertain,
                [.. join.Shared.Select(shared => new StoredShared(shared.Written, shared.Weight, shared.Share))]
            );

        public JoinReason ToJoin() =>
            new(
                Evidence,
                Needed,
                IsCertain,
                [.. Shared.Select(shared => new SharedTerm(shared.Written, shared.Weight, shared.Share))]
            );
    }

    private sealed record StoredShared(string Written, double Weight, double Share);

    private sealed record StoredHeld(string Term, int Items, int Named)
    {
        public static StoredHeld Of(KeyValuePair<string, Forgotten> held) =>
            new(held.Key, held.Value.Items, held.Value.Named);
    }

    private sealed record StoredTold(
        string Thread,
        string Title,
        string Alert,
        string Source,
        DateTimeOffset ReportedAt,
        DateTimeOffset SeenAt,
        DateTimeOffset LastAt,
        int Sources,
        ImmutableArray<string> Receivers,
        ImmutableArray<string>? Items = null
    )
    {
        public static StoredTold Of(ToldStory told) =>
            new(
                told.Thread,
                told.Title,
                told.First.Alert.Value,
                told.First.Source,
                told.First.At,
                told.SeenAt,
                told.LastAt,
                told.Sources,
                [.. told.Receivers],
                told.Items
            );

        public ToldStory ToTold() =>
            new(
                Thread,
                Title,
                new FirstReport(new AlertId(Alert), Source, ReportedAt),
                SeenAt,
                LastAt,
                Sources,
                Receivers.ToImmutableSortedSet(StringComparer.Ordinal)
            )
            {
                Items = Items ?? [],
            };
    }
}
