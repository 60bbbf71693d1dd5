using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>Reads a configuration folder and checks it as a whole.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The configuration, or every problem in it at once.</summary>
    /// <param name="folder">The folder; with <see cref="ConfigurationScope.RulesOnly"/> also a folder of rules or one file of rules.</param>
    /// <param name="scope">How much of it is wanted.</param>
    /// <param name="environment">What <c>${NAME}</c> stands for; the variables of the process by default.</param>
    /// <param name="runTests">False: the tests of rules are read and not run.</param>
    public static ConfigurationResult Load(
        string folder,
        ConfigurationScope scope = ConfigurationScope.Whole,
        IReadOnlyDictionary<string, string>? environment = null,
        bool runTests = true
    )
    {
        var problems = new Problems();
        var files =
            scope == ConfigurationScope.Whole
                ? ConfigurationFolder.OpenWhole(folder, problems)
                : ConfigurationFolder.OpenRules(folder, problems);
        var reading = new Reading(problems, new(ValueOf(environment)), files.Root) { RunsTests = runTests };
        var configuration = scope == ConfigurationScope.Whole ? ReadWhole(files, reading) : ReadRules(files, reading);
        ConfigurationResult result =
            problems.Count > 0
                ? new Refused(Shown(problems.Errors(files.Names)))
                : new Loaded(configuration, Shown(problems.Warnings(files.Names)));
        return result with { Sources = reading.Files.Sources };
    }

    /// <summary>
    /// The settings of the program alone, as far as they can be read: for who must reach a running worker although its files
    /// are being edited.
    /// </summary>
    /// <param name="folder">The configuration folder.</param>
    public static MonitorConfiguration SettingsByTheWay(string folder)
    {
        var problems = new Problems();
        var files = ConfigurationFolder.OpenWhole(folder, problems);
        var aside = new Reading(problems, new(ValueOf(null)), files.Root);
        return MonitorFile.Read(Root(files.Monitor, aside), aside).Configuration;
    }

    private static MonitorConfiguration ReadWhole(ConfigurationFolder files, Reading reading)
    {
        var settings = MonitorFile.Read(Root(files.Monitor, reading), reading);
        var feeds = FeedsFile.Read(Root(files.Feeds, reading), settings.Feeds, reading);
        var receivers = ReceiversFile.Read(Root(files.Receivers, reading), reading);
        var words = ReadWords(files, reading);
        var rules = ReadRuleFiles(files, words, reading);
        References.Check(settings, feeds, receivers, rules, reading.Problems);
        return settings.Configuration with
        {
            Feeds = [.. feeds.Items.Select(feed => feed.Value)],
            Receivers = [.. receivers.Items.Select(receiver => receiver.Value)],
            Rules = [.. rules.Select(rule => rule.Rule)],
            Words = words.Words,
        };
    }

    private static MonitorConfiguration ReadRules(ConfigurationFolder files, Reading reading)
    {
        var words = ReadWords(files, reading);
        var rules = ReadRuleFiles(files, words, reading);
        References.CheckRuleIds(rules, reading.Problems);
        return ReadByTheWay(files, reading) with { Rules = [.. rules.Select(rule => rule.Rule)], Words = words.Words };
    }

    /// <summary>
    /// What stands beside the rules: the feeds for their tags, the settings and receivers for when people are told. What is
    /// wrong with them stops nobody who only matches.
    /// </summary>
    private static MonitorConfiguration ReadByTheWay(ConfigurationFolder files, Reading reading)
    {
        var aside = reading with { Problems = new Problems() };
        var settings = MonitorFile.Read(Root(files.Monitor, aside), aside);
        return settings.Configuration with
        {
            Feeds =
            [
                .. FeedsFile.Read(Root(files.Feeds, aside), settings.Feeds, aside).Items.Select(feed => feed.Value),
            ],
            Receivers =
            [
                .. ReceiversFile.Read(Root(files.Receivers, aside), aside).Items.Select(receiver => receiver.Value),
            ],
        };
    }

    /// <summary>The rules of the folder, and of every file that one of them includes; each file is read once.</summary>
    private static ImmutableArray<WrittenRule> ReadRuleFiles(
        ConfigurationFolder files,
        SharedWords words,
        Reading reading
    )
    {
        var rules = ImmutableArray.CreateBuilder<WrittenRule>();
        var waiting = new Queue<SourceFile>(files.Rules);
        var known = files.Rules.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var file))
        {
            var root = Root(file, reading);
            if (files.RulesAreMixed && !RulesFile.HasRules(root))
                continue;
            rules.AddRange(RulesFile.Read(root, reading, words));
            foreach (var include in RulesFile.Includes(root, reading))
            {
                reading.Files.Include(files.PathOf(file, include));
                foreach (var included in files.Included(file, include, reading.Problems))
                    if (known.Add(included.Path))
                        waiting.Enqueue(included);
            }
        }
        return rules.ToImmutable();
    }

    private static SharedWords ReadWords(ConfigurationFolder files, Reading reading) =>
        WordsFile.Read(files.Words.Select(file => Root(file, reading)), reading);

    /// <summary>What a file holds, its faults as YAML reported; null when there is no such file.</summary>
    private static YamlNode? Root(SourceFile? file, Reading reading)
    {
        if (file is null)
            return null;
        var document = YamlFile.Read(file.Path, file.Name);
        reading.Files.Add(file, document.Print);
        foreach (var fault in document.Faults)
            reading.Problems.Add(fault.Position, fault.Message);
        return document.Root ?? new YamlScalar("", IsPlain: true, new SourcePosition(file.Name, 1, 1));
    }

    private static Func<string, string?> ValueOf(IReadOnlyDictionary<string, string>? environment) =>
        environment is null ? Environment.GetEnvironmentVariable : name => environment.GetValueOrDefault(name);

    private static ImmutableArray<ConfigurationProblem> Shown(
        ImmutableArray<(SourcePosition Position, string Message)> problems
    ) => [.. problems.Select(problem => new ConfigurationProblem(problem.Position, problem.Message))];
}

/// <summary>How much of a configuration is wanted.</summary>
internal enum ConfigurationScope
{
    /// <summary>All of it: feeds, receivers and rules that name them.</summary>
    Whole,

    /// <summary>The rules, and the rest if it can be read, for commands that only match: nothing is polled and nobody is told.</summary>
    RulesOnly,
}
