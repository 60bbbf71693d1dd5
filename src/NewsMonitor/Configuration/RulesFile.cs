using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>Reads the files under <c>rules/</c>: what is watched for, in the short form.</summary>
internal static class RulesFile
{
    private static readonly ImmutableArray<ItemField> EveryField = [ItemField.Title, ItemField.Summary, ItemField.Body];

    /// <summary>True when a file is one of rules, or cannot be read at all, which is for its reader to say.</summary>
    public static bool HasRules(YamlNode? root) =>
        root is YamlRefused || (root as YamlMapping)?.Find("rules") is not null;

    /// <summary>The rules that could be read; the rest is reported.</summary>
    public static ImmutableArray<WrittenRule> Read(YamlNode? root, Reading reading) =>
        [
            .. Items(root, reading)
                .Select(node => Section.Open(node, KnownKeys.Rule, reading))
                .OfType<Section>()
                .Select(ReadRule),
        ];

    private static ImmutableArray<YamlNode> Items(YamlNode? root, Reading reading) =>
        Lists.Of(root, KnownKeys.Rules, reading) is { IsDefault: false } items ? items : [];

    private static WrittenRule ReadRule(Section rule)
    {
        rule.Require("name", "alerts show it, name: Iraq troop withdrawal.");
        var before = rule.Reading.Problems.Count;
        var name = rule.Text("name") ?? "";
        var id = Ids.Read(rule, "id") ?? (rule.Has("id") || name.Length == 0 ? "" : Ids.From(name, rule, "name") ?? "");
        var notify = rule.Texts("notify");
        var filter = rule.Inner("feeds", KnownKeys.FeedFilter);
        var (tags, only, except) = (Texts(filter, "tags"), Texts(filter, "only"), Texts(filter, "except"));
        var read = new WatchRule
        {
            Id = id,
            Name = name,
            Condition = ReadCondition(rule),
            Receivers = Plain(notify),
            Feeds = new(Plain(tags), Plain(only), Plain(except)),
            Languages = ReadLanguages(rule),
            Enabled = rule.Flag("enabled", otherwise: true),
            Tests = ReadTests(rule),
            Position = rule.Position,
        };
        if (rule.Reading.Problems.Count == before && rule.IsReadable)
            CheckMeaning(read, rule.Reading.Problems);
        return new(read, rule.Has("id") ? rule.At("id") : rule.At("name"))
        {
            Notify = notify,
            Tags = tags,
            Feeds = [.. only, .. except],
            TellsNobody = !rule.HasOrMeans("notify") || rule.Find("notify") is YamlSequence { Items.IsEmpty: true },
            NotifyPosition = rule.At("notify"),
        };
    }

    /// <summary>A rule that reads well may still mean nothing, or fail its own examples.</summary>
    private static void CheckMeaning(WatchRule rule, Problems problems)
    {
        if (rule.Condition is All { Parts.IsEmpty: true })
        {
            problems.Add(
                rule.Position,
                "this rule says nothing to find: add a line such as phrases: [troop withdrawal]."
            );
            return;
        }
        var wrong = RuleCheck.Problems(rule);
        foreach (var problem in wrong.IsEmpty ? RuleTester.FailedTests(rule) : wrong)
            problems.Add(problem.Position, problem.Message);
    }

    /// <summary>Within one line any, across lines all; the lines of <c>not</c> veto.</summary>
    private static All ReadCondition(Section rule)
    {
        var terms = LeafTerms.Default with { In = ReadFields(rule) };
        ImmutableArray<Condition?> lines =
        [
            Line(
                rule,
                "phrases",
                text => new Phrase
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }
            ),
            Line(
                rule,
                "names",
                text => new PersonName
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }
            ),
            Line(
                rule,
                "places",
                text => new Place
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }
            ),
            Line(
                rule,
                "words",
                text => new Word
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }
            ),
            Line(
                rule,
                "exact",
                text => new Exact
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }
            ),
            Veto(rule, terms),
        ];
        return new([.. lines.OfType<Condition>()]) { Position = rule.Position };
    }

    private static Any? Line(Section rule, string key, Func<TextAt, Condition> leaf)
    {
        var texts = rule.Texts(key);
        return texts.IsEmpty ? null : new([.. texts.Select(leaf)]) { Position = rule.At(key) };
    }

    private static None? Veto(Section rule, LeafTerms terms)
    {
        var texts = rule.Texts("not");
        return texts.IsEmpty
            ? null
            : new([
                .. texts.Select(text => new Phrase
                {
                    Words = text.Text,
                    Terms = terms,
                    Position = text.Position,
                }),
            ])
            {
                Position = rule.At("not"),
            };
    }

    private static ImmutableArray<ItemField> ReadFields(Section rule)
    {
        var fields = rule.Texts("in")
            .Select(text => FieldOf(text, rule.Reading.Problems))
            .OfType<ItemField>()
            .Distinct()
            .Order()
            .ToImmutableArray();
        return fields.IsEmpty ? EveryField : fields;
    }

    private static ItemField? FieldOf(TextAt text, Problems problems)
    {
        ItemField? field = text.Text switch
        {
            "title" => ItemField.Title,
            "summary" => ItemField.Summary,
            "body" => ItemField.Body,
            _ => null,
        };
        if (field is null)
            problems.Add(
                text.Position,
                $"\"{Shown.Of(text.Text)}\" is not a field of an item. {Nearest.Hint(text.Text, ["title", "summary", "body"], "The fields are title, summary and body.")}"
            );
        return field;
    }

    private static ImmutableArray<string> ReadLanguages(Section rule) =>
        [.. rule.Texts("languages").Select(text => LanguageOf(text, rule.Reading.Problems)).OfType<string>()];

    private static string? LanguageOf(TextAt text, Problems problems)
    {
        if (text.Text.Length is 2 or 3 && text.Text.All(char.IsAsciiLetterLower))
            return text.Text;
        problems.Add(
            text.Position,
            $"\"{Shown.Of(text.Text)}\" is not the code of a language: write two or three small letters, like en, de or ar."
        );
        return null;
    }

    private static RuleTests ReadTests(Section rule) =>
        rule.Inner("tests", KnownKeys.RuleTests) is { } tests
            ? new(Tests(tests, "match"), Tests(tests, "no_match"))
            : RuleTests.None;

    private static ImmutableArray<RuleTest> Tests(Section tests, string key) =>
        [.. tests.Texts(key).Select(text => new RuleTest(text.Text, text.Position))];

    private static ImmutableArray<TextAt> Texts(Section? section, string key) => section?.Texts(key) ?? [];

    private static ImmutableArray<string> Plain(ImmutableArray<TextAt> texts) => [.. texts.Select(text => text.Text)];
}
