using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Conditions;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Configuration;

/// <summary>Reads the files under <c>rules/</c>: what is watched for, in the short form and as <c>match:</c>.</summary>
internal static class RulesFile
{
    /// <summary>True when a file is one of rules, or cannot be read at all, which is for its reader to say.</summary>
    public static bool HasRules(YamlNode? root) =>
        root is YamlRefused
        || (root is YamlMapping mapping && (mapping.Find("rules") is not null || mapping.Find("include") is not null));

    /// <summary>The files and folders that a file includes.</summary>
    public static ImmutableArray<TextAt> Includes(YamlNode? root, Reading reading) =>
        root is YamlMapping mapping && mapping.Find("include") is not null
            ? new Section(mapping, KnownKeys.Rules, reading).Texts("include")
            : [];

    /// <summary>The rules that could be read; the rest is reported.</summary>
    public static ImmutableArray<WrittenRule> Read(YamlNode? root, Reading reading, SharedWords words) =>
        [
            .. Items(root, reading)
                .Select(node => Section.Open(node, KnownKeys.Rule, reading))
                .OfType<Section>()
                .Select(rule => ReadRule(rule, words)),
        ];

    private static ImmutableArray<YamlNode> Items(YamlNode? root, Reading reading)
    {
        if (root is YamlMapping mapping && mapping.Find("include") is not null && mapping.Find("rules") is null)
        {
            Section.Of(mapping, KnownKeys.Rules, reading);
            return [];
        }
        return Lists.Of(root, KnownKeys.Rules, reading) is { IsDefault: false } items ? items : [];
    }

    private static WrittenRule ReadRule(Section rule, SharedWords words)
    {
        var conditions = new RuleReading(rule.Reading, words);
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
            Condition = RuleConditions.Read(rule, conditions),
            Receivers = Plain(notify),
            Feeds = new(Plain(tags), Plain(only), Plain(except)),
            Languages = ReadLanguages(rule),
            Statuses = Modifiers.Statuses(rule),
            Mode = DeliveryWords.Mode(rule),
            Urgent = rule.Flag("urgent", otherwise: false),
            Expires = rule.Duration("expires", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            Stories = StoryWords.Read(rule),
            Enabled = rule.Flag("enabled", otherwise: true),
            Tests = ReadTests(rule),
            Position = rule.Position,
        };
        if (rule.Reading.Problems.Count == before && rule.IsReadable)
            CheckMeaning(read, words, rule.Reading);
        return new(read, rule.Has("id") ? rule.At("id") : rule.At("name"))
        {
            Notify = notify,
            Tags = tags,
            Feeds = [.. only, .. except, .. conditions.Feeds],
            TellsNobody = !rule.HasOrMeans("notify") || rule.Find("notify") is YamlSequence { Items.IsEmpty: true },
            NotifyPosition = rule.At("notify"),
            ModePosition = rule.At("mode"),
        };
    }

    /// <summary>A rule that reads well may still mean nothing, or fail its own examples.</summary>
    private static void CheckMeaning(WatchRule rule, SharedWords words, Reading reading)
    {
        var problems = reading.Problems;
        if (rule.Condition is All { Parts.IsEmpty: true })
        {
            problems.Add(
                rule.Position,
                "this rule says nothing to find: add a line such as phrases: [troop withdrawal]."
            );
            return;
        }
        var wrong = RuleCheck.Problems(rule, words.Words);
        var tested = wrong.IsEmpty && reading.RunsTests ? RuleTester.FailedTests(rule, words.Meanings) : wrong;
        foreach (var problem in tested)
            problems.Add(problem.Position, problem.Message);
        foreach (var warning in RuleCheck.Warnings(rule))
            problems.Warn(warning.Position, warning.Message);
    }

    private static ImmutableArray<string> ReadLanguages(Section rule) =>
        [.. rule.Texts("languages").Select(text => LanguageOf(text, rule.Reading.Problems)).OfType<string>()];

    private static string? LanguageOf(TextAt text, Problems problems)
    {
        if (OriginCheck.IsLanguage(text.Text))
            return text.Text;
        problems.Add(text.Position, OriginCheck.NoLanguage(Shown.Of(text.Text)));
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
