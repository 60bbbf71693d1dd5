using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>Alerts to send.</summary>
internal static class Sample
{
    public const string Title = "Assembly asks foreign troops to leave, Iraqi speaker says";

    public const string Summary =
        "Lawmakers met on Sunday. They voted to withdraw the visiting troops from Iraq within a year. No date was set.";

    public static readonly DateTimeOffset Published = new(2020, 1, 6, 15, 5, 0, TimeSpan.FromHours(-5));
    public static readonly DateTimeOffset FirstSeen = new(2020, 1, 6, 20, 7, 30, TimeSpan.Zero);

    /// <summary>An alert with evidence in headline and summary.</summary>
    public static Alert Alert(string receiver = "desk", string key = "g-1") =>
        new()
        {
            Id = AlertId.Of("iraq-withdrawal", "example-world", key, AlertReason.NewStory),
            Receiver = receiver,
            Reason = AlertReason.NewStory,
            RuleId = "iraq-withdrawal",
            RuleName = "Iraq troop withdrawal",
            RuleSource = "rules/iraq.yaml:7:5",
            Source = "Example World",
            Item = Item(key),
            Evidence =
            [
                Evidence("place: Iraq", ItemField.Title, Title, EvidenceReason.Demonym, "Iraqi"),
                Evidence(
                    "phrase: troop withdrawal",
                    ItemField.Summary,
                    Summary,
                    EvidenceReason.VerbNoun,
                    "withdraw",
                    "troops"
                ),
                Evidence("place: Iraq", ItemField.Summary, Summary, EvidenceReason.SameWords, "Iraq"),
            ],
            FirstSeen = FirstSeen,
        };

    public static Item Item(string key) =>
        new()
        {
            Feed = "example-world",
            Identity = new ItemIdentity(key, null, key),
            Key = key,
            Guid = $"https://example.org/id/{key}",
            Title = Title,
            Summary = Summary,
            Link = new Uri("https://example.org/world/2020/assembly?from=feed&v=2"),
            Author = "A. Reporter",
            Published = Published,
            Language = "en",
            Tags = ["world", "politics"],
        };

    /// <summary>Evidence for words in a text, quoted with the sentence around them.</summary>
    public static Evidence Evidence(
        string leaf,
        ItemField field,
        string text,
        EvidenceReason reason,
        params string[] words
    )
    {
        var marks = words
            .Select(word => text.IndexOf(word, StringComparison.Ordinal))
            .Select((at, i) => new TextSpan(at, at + words[i].Length))
            .ToArray();
        var (start, end) = (marks[0].Start, marks[^1].End);
        var from = text.LastIndexOf(". ", start, StringComparison.Ordinal) is >= 0 and var before ? before + 2 : 0;
        var to = text.IndexOf(". ", end, StringComparison.Ordinal) is >= 0 and var after ? after + 1 : text.Length;
        return new(leaf, field, text[start..end], start, end, text[from..to], from, marks, reason);
    }
}
