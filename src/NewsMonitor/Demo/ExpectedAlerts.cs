using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace NewsMonitor.Demo;

/// <summary>One alert that must come, exactly once.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Item">The item's guid, or its link where it has no guid.</param>
/// <param name="Receiver">Who is told.</param>
internal sealed record ExpectedAlert(string Rule, string Item, string Receiver);

/// <summary>A story that must be told and then told otherwise, to the same reader in one conversation.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Receiver">Who is told.</param>
/// <param name="State">What becomes of it: <c>denied</c>.</param>
internal sealed record ExpectedTurn(string Rule, string Receiver, string State);

/// <summary>One item that nobody may be told of, and why that is right.</summary>
internal sealed record ExpectedSilence(string Item, string Why);

/// <summary>What the story must send and what it must not: <c>seeds/expected.yaml</c>.</summary>
internal sealed record ExpectedAlerts(
    DateTimeOffset Begins,
    DateTimeOffset Ends,
    ImmutableArray<ExpectedAlert> Alerts,
    ImmutableArray<ExpectedSilence> Silence
)
{
    /// <summary>Where the demo waits until everything so far is told.</summary>
    public ImmutableArray<DateTimeOffset> Pauses { get; init; } = [];

    /// <summary>The stories that must be told otherwise in the end.</summary>
    public ImmutableArray<ExpectedTurn> Turns { get; init; } = [];

    /// <summary>What a rule does not find itself, and may tell as the denial of what it found.</summary>
    public ImmutableArray<ExpectedAlert> FollowUps { get; init; } = [];

    /// <summary>Reads the file.</summary>
    public static ExpectedAlerts Read(string path)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(path);
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var story = (YamlMappingNode)root["story"];
        return new ExpectedAlerts(
            Moment(story["begins"]),
            Moment(story["ends"]),
            [.. Maps(root["alerts"]).SelectMany(AlertsOf)],
            [
                .. Maps(root["silence"])
                    .Select(silence => new ExpectedSilence(Text(silence["item"]), Text(silence["why"]))),
            ]
        )
        {
            Pauses = [.. ((YamlSequenceNode)story["pauses"]).Select(Moment)],
            Turns = [.. Maps(root["turns"]).SelectMany(TurnsOf)],
            FollowUps = [.. Maps(root["follow_ups"]).SelectMany(AlertsOf)],
        };
    }

    private static IEnumerable<ExpectedAlert> AlertsOf(YamlMappingNode told) =>
        from item in Texts(told["items"])
        from receiver in Texts(told["to"])
        select new ExpectedAlert(Text(told["rule"]), item, receiver);

    private static IEnumerable<ExpectedTurn> TurnsOf(YamlMappingNode turn) =>
        Texts(turn["to"]).Select(receiver => new ExpectedTurn(Text(turn["rule"]), receiver, Text(turn["state"])));

    private static IEnumerable<YamlMappingNode> Maps(YamlNode list) => ((YamlSequenceNode)list).Cast<YamlMappingNode>();

    private static IEnumerable<string> Texts(YamlNode list) => ((YamlSequenceNode)list).Select(Text);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static DateTimeOffset Moment(YamlNode node) =>
        DateTimeOffset.Parse(Text(node), CultureInfo.InvariantCulture);
}
