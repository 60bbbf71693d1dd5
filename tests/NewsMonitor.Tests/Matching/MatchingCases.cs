using System.Collections.Immutable;
using NewsMonitor.Configuration;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Tests.Matching;

/// <summary>A text, a rule and what an editor expects of the two.</summary>
/// <param name="Id">The file and the line where it stands: <c>names.yaml:12</c>.</param>
/// <param name="Item">The text as an item.</param>
/// <param name="Rule">The rule, as the product reads it; null when it is refused.</param>
/// <param name="Problems">Why it is refused; empty when it is not.</param>
/// <param name="IsMatch">What the editor expects.</param>
/// <param name="Why">Her reason.</param>
internal sealed record MatchingCase(
    string Id,
    Item Item,
    WatchRule? Rule,
    ImmutableArray<string> Problems,
    bool IsMatch,
    string Why
)
{
    /// <summary>Every case of <c>Data/matching</c>.</summary>
    public static ImmutableArray<MatchingCase> All { get; } = [.. Files().SelectMany(ReadFile)];

    /// <summary>The text in one line.</summary>
    public string Text => string.Join(" / ", Texts().Where(text => text.Length > 0));

    private IEnumerable<string> Texts() => [Item.Title, Item.Summary, Item.Body.ReplaceLineEndings(" ")];

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "matching"), "*.yaml")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<MatchingCase> ReadFile(string path)
    {
        var document = YamlFile.Read(path, Path.GetFileName(path));
        if (!document.Faults.IsEmpty)
            throw new InvalidDataException($"{document.Faults[0].Position} {document.Faults[0].Message}");
        return ((YamlSequence)document.Root!).Items.Cast<YamlMapping>().Select(ReadCase);
    }

    private static MatchingCase ReadCase(YamlMapping node)
    {
        var id = $"{node.Position.File}:{node.Position.Line}";
        var problems = new Problems();
        var rule = ReadRule((YamlMapping)node.Find("rule")!, problems);
        return new(
            id,
            ReadItem(node.Find("text")!),
            problems.Count == 0 ? rule with { Id = id } : null,
            [.. problems.Errors([]).Select(problem => $"{problem.Position}  {problem.Message}")],
            bool.Parse(TextOf(node, "match")),
            TextOf(node, "why")
        );
    }

    /// <summary>Read by the reader of rule files, under a name, which cases need not have.</summary>
    private static WatchRule ReadRule(YamlMapping node, Problems problems)
    {
        var at = node.Position;
        var named = node with { Pairs = node.Pairs.Insert(0, new(Scalar("name"), Scalar("case"))) };
        var file = new YamlMapping([new(Scalar("rules"), new YamlSequence([named], at))], at);
        var reading = new Reading(problems, new(_ => null), Folder: "");
        return RulesFile.Read(file, reading, SharedWords.None).Single().Rule;

        YamlScalar Scalar(string text) => new(text, IsPlain: true, at);
    }

    private static Item ReadItem(YamlNode text) =>
        text is YamlMapping fields
            ? Matching.Rule.Item(
                TextOf(fields, "title"),
                TextOf(fields, "summary"),
                TextOf(fields, "body"),
                (fields.Find("language") as YamlScalar)?.Value
            )
            : Matching.Rule.Item(((YamlScalar)text).Value);

    private static string TextOf(YamlMapping node, string key) => (node.Find(key) as YamlScalar)?.Value ?? "";
}
