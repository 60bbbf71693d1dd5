using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsMonitor.Core.Stories;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>A story with all that is known of it.</summary>
/// <param name="Kept">The story, and what was told of it.</param>
/// <param name="Alerts">What was told to whom, in the order of owing.</param>
/// <param name="IsOpen">True while items may join it.</param>
/// <param name="Window">How long after its first alert it is followed.</param>
internal sealed record ShownStory(KeptStory Kept, ImmutableArray<OwedAlert> Alerts, bool IsOpen, TimeSpan Window);

/// <summary>Stories for a terminal, for a pipe and for programs. Headlines and sentences come from strangers.</summary>
internal static class StoryPrinting
{
    /// <summary>How much of an id is shown: 40 bits, so that no two of a million are likely to begin alike.</summary>
    private const int ShownOfId = 10;

    private static readonly string[] Headings =
    [
        "Id",
        "State",
        "Rule",
        "Headline",
        "Items",
        "Feeds",
        "First",
        "Last",
        "Told to",
    ];

    /// <summary>The beginning of the id of a story.</summary>
    public static string Id(KeptStory story) => story.Story.Story.Id[..ShownOfId];

    /// <summary>The id of an item among those of its story: keys hold whatever a publisher writes.</summary>
    public static string IdOf(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..ShownOfId];

    /// <summary>Prints stories, one line each.</summary>
    public static void List(ImmutableArray<KeptStory> stories, bool asJson, TextWriter output)
    {
        if (asJson)
            output.WriteLine(JsonText.Of(json => WriteAll(json, stories)));
        else
            Lines.PrintTable(Headings, stories.Select(Cells), output);
    }

    /// <summary>Prints one story with all that is known of it.</summary>
    public static void Show(ShownStory story, bool asJson, TextWriter output)
    {
        if (asJson)
            output.WriteLine(JsonText.Of(json => Write(json, story), isIndented: true));
        else
            foreach (var line in InText(story))
                output.WriteLine(line);
    }

    private static string[] Cells(KeptStory kept) =>
        [
            Id(kept),
            StoryWording.WordOf(kept.Story.Story.State.Status),
            CleanText.Line(kept.RuleId),
            TitleOf(kept),
            kept.Story.Story.Count.ToString(CultureInfo.InvariantCulture),
            kept.Story.Story.Sources.ToString(CultureInfo.InvariantCulture),
            Lines.Time(kept.Story.Story.First),
            Lines.Time(kept.Story.Story.Last),
            kept.Told is { } told ? string.Join(", ", told.Receivers.Select(CleanText.Line)) : "-",
        ];

    private static string TitleOf(KeptStory kept) =>
        CleanText.Line(kept.Told?.Title ?? kept.Story.Members.FirstOrDefault()?.Title ?? "");

    // Text.

    private static IEnumerable<string> InText(ShownStory shown)
    {
        var (kept, story) = (shown.Kept, shown.Kept.Story.Story);
        yield return Field("Id", story.Id);
        yield return Field("Headline", TitleOf(kept));
        yield return Field("Rule", CleanText.Line(kept.RuleId));
        yield return Field("State", StateOf(story.State));
        yield return Field(
            "Items",
            $"{Lines.Counted(story.Count, "item")} of {Lines.Counted(story.Sources, "feed")}{(story.Copies > 0 ? $" ({story.Copies} with a text of another)" : "")}, {Lines.Time(story.First)} to {Lines.Time(story.Last)}{(shown.IsOpen ? "" : "; closed")}"
        );
        if (kept.Told is { } told)
        {
            yield return Field("Told to", string.Join(", ", told.Receivers.Select(CleanText.Line)));
            yield return Field("Followed", $"until {Lines.Time(told.SeenAt + shown.Window)}");
            yield return Field("Thread", told.Thread);
        }
        foreach (var line in ChangesInText(story.State).Concat(ItemsInText(kept.Story)).Concat(ToldInText(shown)))
            yield return line;
    }

    private static string Field(string name, string value) => $"{name + ":", -10}{value}";

    private static string StateOf(StoryState state) =>
        StoryWording.WordOf(state.Status) + (state.Latest is { Who.Length: > 0 } latest ? By(latest) : "");

    private static string By(StateChange change) => change.Who.Length > 0 ? $" by {CleanText.Line(change.Who)}" : "";

    private static IEnumerable<string> ChangesInText(StoryState state)
    {
        if (state.Changes.IsEmpty)
            yield break;
        yield return "";
        yield return "How it came to its state";
        foreach (var change in state.Changes)
        {
            var from = change.IsByHand ? "by hand" : $"item {IdOf(change.ItemKey)} of {CleanText.Line(change.Feed)}";
            yield return $"  {Lines.Time(change.At)}  {StoryWording.WordOf(change.From)} -> {StoryWording.WordOf(change.To)}{By(change)}, {from}";
            if (change.PageStatus is { } status)
                yield return $"    its page was gone (HTTP {status})";
            if (change.Cue is { } cue)
                yield return $"    \"{CleanText.Line(cue.Sentence)}\" (\"{CleanText.Line(cue.Words)}\")";
        }
    }

    private static IEnumerable<string> ItemsInText(StoryPicture story)
    {
        yield return "";
        yield return "Items";
        if (story.Story.Count > story.Members.Length)
            yield return $"  {Lines.Counted(story.Story.Count - story.Members.Length, "older item")}, only counted by now";
        foreach (var member in story.Members)
        {
            yield return $"  {IdOf(member.Key)}  {Lines.Time(member.At)}  {CleanText.Line(member.Feed)}  {StoryWording.WordOf(member.Stance.Status)}  {CleanText.Line(member.Title)}";
            yield return $"    {WhyOf(story, member)}";
            if (member.Copy is { } copy)
                yield return $"    {CopyOf(story, copy)}";
        }
    }

    /// <summary><c>copy of 0a1b2c3d4e of wire "Letter says …": 92 % of its phrases</c></summary>
    private static string CopyOf(StoryPicture story, TextCopy copy)
    {
        var title = story.Members.FirstOrDefault(member => member.Key == copy.Of)?.Title;
        var named = title is null ? "" : $" \"{CleanText.Line(title)}\"";
        var share = string.Create(CultureInfo.InvariantCulture, $"{100 * copy.Share:0} % of its phrases");
        var what = copy.IsTrue ? "copy of" : "a text of its own, made from";
        var but = copy.IsTrue ? "" : $", but another {string.Join(" and ", copy.Changed)}";
        return $"{what} {IdOf(copy.Of)} of {CleanText.Line(copy.Feed)}{named}: {share}{but}{(copy.SaysMore ? ", and more" : "")}";
    }

    private static string WhyOf(StoryPicture story, StoryMember member) =>
        member.Join is { } join
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{(join.IsCertain ? "joined" : "probably part of it")}: evidence {join.Evidence:0.0}, needed {join.Needed:0.0}; shares {Shared(join)}"
            )
        : member.Key == story.Story.FirstKey ? "began the story"
        : "began a story that was joined with this one or split from it";

    private static string Shared(JoinReason join) =>
        string.Join(
            ", ",
            join.Shared.Select(term =>
                string.Create(CultureInfo.InvariantCulture, $"{CleanText.Line(term.Written)} ({term.Weight:0.0})")
            )
        );

    private static IEnumerable<string> ToldInText(ShownStory shown)
    {
        if (shown.Alerts.IsEmpty)
            yield break;
        yield return "";
        yield return "What was told";
        foreach (var row in shown.Alerts)
        {
            var delivery = DeliveryRow.Of(row);
            yield return $"  {delivery.Id[..ShownOfId]}  {Lines.Time(row.OwedSince)}  {CleanText.Line(delivery.Receiver)}  {ReasonWording.Of(row.Alert.Reason)}  {delivery.State}  {CleanText.Line(delivery.Title)}";
            if (StoryWording.Of(row.Alert) is { } news)
                yield return $"    {news}";
        }
    }

    // JSON.

    private static void WriteAll(Utf8JsonWriter json, ImmutableArray<KeptStory> stories)
    {
        json.WriteStartArray();
        foreach (var story in stories)
        {
            json.WriteStartObject();
            WriteHead(json, story);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ShownStory shown)
    {
        json.WriteStartObject();
        WriteHead(json, shown.Kept);
        json.WriteBoolean("open", shown.IsOpen);
        if (shown.Kept.Told is { } told)
            json.WriteString("followed_until", told.SeenAt + shown.Window);
        WriteChanges(json, shown.Kept.Story.Story.State);
        WriteItems(json, shown.Kept.Story);
        WriteTold(json, shown.Alerts);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, KeptStory kept)
    {
        var story = kept.Story.Story;
        json.WriteString("id", story.Id);
        json.WriteString("rule", kept.RuleId);
        json.WriteString("title", TitleOf(kept));
        json.WriteString("state", StoryWording.WordOf(story.State.Status));
        json.WriteString("who", story.State.Latest?.Who);
        json.WriteNumber("count", story.Count);
        json.WriteStrings("feeds", kept.Story.Feeds);
        json.WriteStrings("own_feeds", kept.Story.OwnFeeds);
        json.WriteString("first", story.First);
        json.WriteString("last", story.Last);
        json.WriteString("thread", kept.Told?.Thread);
        json.WriteStrings("told_to", kept.Told?.Receivers ?? []);
    }

    private static void WriteChanges(Utf8JsonWriter json, StoryState state)
    {
        json.WriteStartArray("changes");
        foreach (var change in state.Changes)
        {
            json.WriteStartObject();
            json.WriteString("at", change.At);
            json.WriteString("from", StoryWording.WordOf(change.From));
            json.WriteString("to", StoryWording.WordOf(change.To));
            json.WriteString("who", change.Who);
            json.WriteBoolean("by_hand", change.IsByHand);
            json.WriteString("item", change.IsByHand ? null : IdOf(change.ItemKey));
            json.WriteString("feed", change.IsByHand ? null : change.Feed);
            json.WriteString("cue", change.Cue?.Words);
            json.WriteString("sentence", change.Cue?.Sentence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter json, StoryPicture story)
    {
        json.WriteStartArray("items");
        foreach (var member in story.Members)
        {
            json.WriteStartObject();
            json.WriteString("id", IdOf(member.Key));
            json.WriteString("key", member.Key);
            json.WriteString("feed", member.Feed);
            json.WriteString("at", member.At);
            json.WriteString("title", member.Title);
            json.WriteString("status", StoryWording.WordOf(member.Stance.Status));
            json.WriteString("who", member.Stance.Who);
            WriteJoin(json, member.Join);
            WriteCopy(json, member.Copy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCopy(Utf8JsonWriter json, TextCopy? copy)
    {
        if (copy is null)
        {
            json.WriteNull("copy_of");
            return;
        }
        json.WriteStartObject("copy_of");
        json.WriteString("item", IdOf(copy.Of));
        json.WriteString("key", copy.Of);
        json.WriteString("feed", copy.Feed);
        json.WriteNumber("share", copy.Share);
        json.WriteStrings("changed", copy.Changed);
        json.WriteBoolean("says_more", copy.SaysMore);
        json.WriteEndObject();
    }

    private static void WriteJoin(Utf8JsonWriter json, JoinReason? join)
    {
        if (join is null)
        {
            json.WriteNull("joined");
            return;
        }
        json.WriteStartObject("joined");
        json.WriteNumber("evidence", join.Evidence);
        json.WriteNumber("needed", join.Needed);
        json.WriteBoolean("certain", join.IsCertain);
        json.WriteStartArray("shared");
        foreach (var term in join.Shared)
        {
            json.WriteStartObject();
            json.WriteString("term", term.Written);
            json.WriteNumber("weight", term.Weight);
            json.WriteNumber("share", term.Share);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTold(Utf8JsonWriter json, ImmutableArray<OwedAlert> alerts)
    {
        json.WriteStartArray("told");
        foreach (var row in alerts)
        {
            var delivery = DeliveryRow.Of(row);
            json.WriteStartObject();
            json.WriteString("delivery", delivery.Id);
            json.WriteString("receiver", delivery.Receiver);
            json.WriteString("reason", ReasonWording.Of(row.Alert.Reason));
            json.WriteString("delivery_state", delivery.State);
            json.WriteString("owed_since", row.OwedSince);
            json.WriteString("title", delivery.Title);
            json.WriteString("news", StoryWording.Of(row.Alert));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
