using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>One file of the configuration.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path from the configuration folder, with forward slashes, as messages show it.</param>
internal sealed record SourceFile(string Path, string Name);

/// <summary>Which files a configuration folder holds.</summary>
internal sealed record ConfigurationFolder
{
    private const string RuleFolder = "rules";
    private const string WordFolder = "words";
    private static readonly ImmutableArray<string> MainFiles = ["monitor.yaml", "feeds.yaml", "receivers.yaml"];

    // Hidden names are skipped: editors keep their swap files there, and Kubernetes the older versions of a mounted folder.
    private static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 10,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = false,
    };

    private static readonly EnumerationOptions TopFiles = new() { AttributesToSkip = EveryFile.AttributesToSkip };

    /// <summary>The absolute path.</summary>
    public required string Root { get; init; }

    /// <summary>Settings of the program; null when it is left out.</summary>
    public SourceFile? Monitor { get; init; }

    /// <summary>The feeds; null when missing.</summary>
    public SourceFile? Feeds { get; init; }

    /// <summary>The receivers; null when missing.</summary>
    public SourceFile? Receivers { get; init; }

    /// <summary>The files of rules, by name in ordinal order.</summary>
    public ImmutableArray<SourceFile> Rules { get; init; } = [];

    /// <summary>The files of shared words, by name in ordinal order.</summary>
    public ImmutableArray<SourceFile> Words { get; init; } = [];

    /// <summary>True when the rules stand beside other YAML files, so that a file without rules is none of ours.</summary>
    public bool RulesAreMixed { get; init; }

    /// <summary>The names of all files, in the order in which they are read.</summary>
    public IEnumerable<string> Names =>
        [.. MainFiles, WordFolder, .. Words.Select(file => file.Name), RuleFolder, .. Rules.Select(file => file.Name)];

    /// <summary>A whole configuration; what is missing is reported.</summary>
    public static ConfigurationFolder OpenWhole(string folder, Problems problems)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            problems.Add(
                Place(folder),
                File.Exists(root)
                    ? "this is a file: give the folder it is in."
                    : "there is no such folder: give the configuration folder with --config DIR."
            );
            return new() { Root = root };
        }
        var opened = new ConfigurationFolder
        {
            Root = root,
            Monitor = Known(root, MainFiles[0]),
            Feeds = Known(root, MainFiles[1]),
            Receivers = Known(root, MainFiles[2]),
            Words = YamlFiles(root, Path.Combine(root, WordFolder), EveryFile, problems),
            Rules = YamlFiles(root, Path.Combine(root, RuleFolder), EveryFile, problems),
        };
        opened.ReportMissing(problems);
        opened.ReportStray(problems);
        return opened;
    }

    /// <summary>Rules alone: a folder with a folder of rules in it, a folder of files, or one file.</summary>
    public static ConfigurationFolder OpenRules(string folder, Problems problems)
    {
        var path = Path.GetFullPath(folder);
        if (File.Exists(path))
            return OpenOneFile(path, problems);
        var rules = Path.Combine(path, RuleFolder);
        var isMixed = !Directory.Exists(rules);
        var opened = new ConfigurationFolder
        {
            Root = path,
            Monitor = Known(path, MainFiles[0]),
            Feeds = Known(path, MainFiles[1]),
            Receivers = Known(path, MainFiles[2]),
            RulesAreMixed = isMixed,
            Words = YamlFiles(path, Path.Combine(path, WordFolder), EveryFile, problems),
            Rules = YamlFiles(path, isMixed ? path : rules, isMixed ? TopFiles : EveryFile, problems),
        };
        if (!Directory.Exists(path))
            problems.Add(
                Place(folder),
                "there is no such folder or file: give a folder with rules, or a file of rules, with --config."
            );
        else if (opened.Rules.IsEmpty)
            problems.Add(Place(RuleFolder), "there are no rules: write rules/NAME.yaml that begins with \"rules:\".");
        return opened;
    }

    /// <summary>One file of rules, with the words of the configuration that it is part of.</summary>
    private static ConfigurationFolder OpenOneFile(string path, Problems problems)
    {
        var folder = Path.GetDirectoryName(path) ?? path;
        var root = Path.GetFileName(folder) == RuleFolder ? Path.GetDirectoryName(folder) ?? folder : folder;
        return new()
        {
            Root = folder,
            Rules = [new(path, Path.GetFileName(path))],
            Words = YamlFiles(folder, Path.Combine(root, WordFolder), EveryFile, problems),
        };
    }

    /// <summary>The files that a file of rules includes: one file, or every YAML file of a folder; what is missing is reported.</summary>
    /// <param name="from">The file that includes.</param>
    /// <param name="include">What it names, relative to itself.</param>
    /// <param name="problems">Where to complain.</param>
    public ImmutableArray<SourceFile> Included(SourceFile from, TextAt include, Problems problems)
    {
        var path = PathOf(from, include);
        if (File.Exists(path) || Directory.Exists(path))
            return FilesAt(path, problems);
        var meant = new[] { $"{path}.yaml", $"{path}.yml" }.FirstOrDefault(File.Exists);
        problems.Add(
            include.Position,
            $"there is no file or folder \"{Shown.Of(include.Text)}\" beside {from.Name}. {(meant is null ? "Write its path from there, like ../team/uk.yaml." : $"Did you mean \"{include.Text}{Path.GetExtension(meant)}\"?")}"
        );
        return [];
    }

    /// <summary>The absolute path that a file of rules includes.</summary>
    public string PathOf(SourceFile from, TextAt include) =>
        Path.GetFullPath(include.Text, Path.GetDirectoryName(from.Path) ?? Root);

    /// <summary>
    /// Every file that a whole configuration is read from, as the folder stands now; what cannot be listed is left out.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="includes">The files and folders that its rules include, absolute.</param>
    public static IEnumerable<SourceFile> FilesOf(string folder, ImmutableArray<string> includes)
    {
        var problems = new Problems();
        var files = OpenWhole(folder, problems);
        return new[] { files.Monitor, files.Feeds, files.Receivers }
            .OfType<SourceFile>()
            .Concat(files.Words)
            .Concat(files.Rules)
            .Concat(includes.SelectMany(path => files.FilesAt(path, problems)))
            .DistinctBy(file => file.Path);
    }

    private ImmutableArray<SourceFile> FilesAt(string path, Problems problems) =>
        File.Exists(path) ? [new(path, NameFrom(Root, path))] : YamlFiles(Root, path, EveryFile, problems);

    private static SourceFile? Known(string root, string name) =>
        Path.Combine(root, name) is var path && File.Exists(path) ? new(path, name) : null;

    private static ImmutableArray<SourceFile> YamlFiles(
        string root,
        string folder,
        EnumerationOptions how,
        Problems problems
    )
    {
        try
        {
            return !Directory.Exists(folder)
                ? []
                :
                [
                    .. Directory
                        .EnumerateFiles(folder, "*", how)
                        .Where(IsYaml)
                        .Select(path => new SourceFile(path, NameFrom(root, path)))
                        .OrderBy(file => file.Name, StringComparer.Ordinal),
                ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                Place(NameFrom(root, folder)),
                "this folder cannot be read: let the user that runs Monitor read it and what is in it."
            );
            return [];
        }
    }

    private static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static string NameFrom(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    private void ReportMissing(Problems problems)
    {
        if (Feeds is null)
            problems.Add(
                Place("feeds.yaml"),
                $"the file is missing: write one that begins with \"feeds:\", or \"feeds: []\" for none.{Renamed("feeds.yaml")}"
            );
        if (Receivers is null)
            problems.Add(
                Place("receivers.yaml"),
                $"the file is missing: write one that begins with \"receivers:\", or \"receivers: []\" for none.{Renamed("receivers.yaml")}"
            );
        if (Rules.IsEmpty)
            problems.Add(
                Place(RuleFolder),
                "there are no rules: write rules/NAME.yaml that begins with \"rules:\", or \"rules: []\" for none."
            );
    }

    private string Renamed(string name) =>
        Nearest.To(name, Stray()) is { } other ? $" Or is {other} the one? Then rename it." : "";

    private void ReportStray(Problems problems)
    {
        foreach (var name in Stray())
            problems.Warn(
                Place(name),
                $"this file is not read: only {string.Join(", ", MainFiles)} and what is in rules/ and words/ are. Rename or remove it."
            );
    }

    private IEnumerable<string> Stray() =>
        Directory
            .EnumerateFiles(Root, "*", TopFiles)
            .Where(IsYaml)
            .Select(path => Path.GetFileName(path))
            .Where(name => !MainFiles.Contains(name))
            .Order(StringComparer.Ordinal);

    private static SourcePosition Place(string name) => new(name, 0, 0);
}
