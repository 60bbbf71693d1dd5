using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Configuration;
using NewsMonitor.Configuration.Reloading;
using Xunit;

namespace NewsMonitor.Tests.Configuration.Reloading;

/// <summary>A real folder that people and programs write to in every way they have, under a clock that the test moves.</summary>
public sealed class ConfigurationWatchTests : IDisposable
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();
    private readonly FakeTimeProvider _time = new();
    private readonly ConfigurationWatch _watch;

    public ConfigurationWatchTests()
    {
        _world.Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]");
        WriteRule("first");
        _watch = Watch();
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Files_that_stay_as_they_were_read_are_not_read_again() => Assert.Empty(Run(TimeSpan.FromMinutes(2)));

    [Fact]
    public void A_save_in_two_writes_is_read_once_and_whole()
    {
        WriteRule("second", half: true);
        var first = Run(3 * Tenth);
        WriteRule("second");
        var later = Run(TimeSpan.FromSeconds(5));

        Assert.Empty(first);
        Assert.Equal(["second"], Names(Assert.Single(later)));
    }

    [Fact]
    public void Half_a_file_that_rests_is_refused_and_the_whole_one_taken()
    {
        WriteRule("second", half: true);
        Assert.IsType<Refused>(Assert.Single(Run(TimeSpan.FromSeconds(5))));

        WriteRule("second");
        Assert.Equal(["second"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void Fifty_saves_in_five_seconds_are_one_reload_of_the_last()
    {
        for (var save = 0; save < 50; save++)
        {
            WriteRule($"save {save}");
            Assert.Empty(Run(Tenth));
        }

        Assert.Equal(["save 49"], Names(Assert.Single(Run(TimeSpan.FromSeconds(30)))));
    }

    [Fact]
    public void A_new_file_moved_over_the_old_one_is_taken()
    {
        var draft = Path.Combine(_world.Folder, "rules", ".none.yaml.swp");
        File.WriteAllText(draft, Rule("second"));
        Assert.Empty(Run(TimeSpan.FromSeconds(5)));
        File.Move(draft, RuleFile, overwrite: true);

        Assert.Equal(["second"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void A_folder_behind_a_link_that_is_swapped_is_taken()
    {
        Directory.Delete(Path.Combine(_world.Folder, "rules"), recursive: true);
        MountVersion("..2020_01", "second");
        Directory.CreateSymbolicLink(Path.Combine(_world.Folder, "rules", "..data"), "..2020_01");
        File.CreateSymbolicLink(RuleFile, "..data/none.yaml");
        Assert.Equal(["second"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));

        MountVersion("..2020_02", "thirdd");
        var swap = Path.Combine(_world.Folder, "rules", "..data_tmp");
        Directory.CreateSymbolicLink(swap, "..2020_02");
        Directory.Delete(Path.Combine(_world.Folder, "rules", "..data"));
        Directory.Move(swap, Path.Combine(_world.Folder, "rules", "..data"));

        Assert.Equal(["thirdd"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void A_file_that_is_touched_has_not_changed()
    {
        File.SetLastWriteTimeUtc(RuleFile, new DateTime(2020, 1, 6, 0, 0, 0, DateTimeKind.Utc));

        Assert.Empty(Run(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void An_edit_of_the_same_length_on_a_disk_whose_times_do_not_change_is_found_within_half_a_minute()
    {
        var long_ago = new DateTime(2020, 1, 6, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(RuleFile, long_ago);
        Run(TimeSpan.FromSeconds(30));
        WriteRule("other");
        File.SetLastWriteTimeUtc(RuleFile, long_ago);

        Assert.Equal(["other"], Names(Assert.Single(Run(TimeSpan.FromSeconds(30)))));
    }

    [Theory]
    [InlineData("CRLF")]
    [InlineData("byte order mark")]
    [InlineData("UTF-16")]
    public void Whatever_an_editor_writes_is_read_once(string style)
    {
        var text = style == "CRLF" ? Rule("second").ReplaceLineEndings("\r\n") : Rule("second");
        Encoding encoding =
            style == "UTF-16" ? Encoding.Unicode : new UTF8Encoding(encoderShouldEmitUTF8Identifier: style != "CRLF");
        File.WriteAllText(RuleFile, text, encoding);

        Assert.Equal(["second"], Names(Assert.Single(Run(TimeSpan.FromSeconds(30)))));
    }

    [Theory]
    [InlineData("rules:\n  - name: Second\n    phrases: [flood]\n    recipents: [desk]\n", "rules/none.yaml:4:5")]
    [InlineData("rules:\n  - name: Second\n    phrases: [flood\n    notify: [desk]\n", "rules/none.yaml:3:14")]
    [InlineData("rules:\n  - name: Second\n    phrases: [flood]\n    notify: [nobody]\n", "rules/none.yaml:4:14")]
    [InlineData("rules:\n  - name: Second\n    regex: [\"(\"]\n    notify: [desk]\n", "rules/none.yaml:3:13")]
    [InlineData("rules:\n\t- name: Second\n", "rules/none.yaml:2:1")]
    [InlineData("", "rules/none.yaml:1:1")]
    [InlineData("# nothing but a comment\n", "rules/none.yaml:1:1")]
    public void What_check_would_refuse_is_refused_once_with_its_place(string text, string place)
    {
        _world.Write("rules/none.yaml", text);

        var refused = Assert.IsType<Refused>(Assert.Single(Run(TimeSpan.FromMinutes(3))));

        Assert.Contains(refused.Problems, problem => problem.ToString().StartsWith(place, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("feeds.yaml")]
    public void A_part_that_is_deleted_is_refused_and_taken_again_when_it_is_back(string part)
    {
        var path = Path.Combine(_world.Folder, part);
        Directory.Move(path, path + "~");
        Assert.IsType<Refused>(Assert.Single(Run(TimeSpan.FromMinutes(1))));

        Directory.Move(path + "~", path);

        Assert.Equal(["first"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void A_folder_that_is_moved_away_as_a_whole_is_refused_and_taken_again()
    {
        var away = _world.Folder + "-away";
        Directory.Move(_world.Folder, away);
        Assert.IsType<Refused>(Assert.Single(Run(TimeSpan.FromMinutes(1))));

        Directory.Move(away, _world.Folder);

        Assert.IsType<Loaded>(Assert.Single(Run(TimeSpan.FromSeconds(5))));
    }

    [Theory]
    [InlineData("aliases")]
    [InlineData("depth")]
    [InlineData("size")]
    public void A_bomb_is_refused_within_bounds(string kind)
    {
        using (var file = new StreamWriter(RuleFile))
            WriteBomb(kind, file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var results = Run(TimeSpan.FromSeconds(5));

        Assert.IsType<Refused>(Assert.Single(results));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L * 1024 * 1024);
    }

    [Fact]
    public void A_file_beside_the_folder_that_rules_include_is_watched_and_so_is_a_folder()
    {
        using var team = new ConfigurationWorld();
        team.Write("rules.yaml", Rule("team"));
        Directory.CreateDirectory(Path.Combine(team.Folder, "more"));
        _world.Write("rules/none.yaml", $"include: [{team.Folder}/rules.yaml, {team.Folder}/more]\n");
        Assert.Equal(["team"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));

        team.Write("rules.yaml", Rule("team again"));
        Assert.Equal(["team again"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));

        team.Write("more/new.yaml", Rule("new"));
        Assert.Equal(["team again", "new"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void What_was_refused_for_a_missing_secret_is_taken_once_the_secret_is_there()
    {
        var secret = Path.Combine(_world.Folder, "hook.secret");
        _world.Write(
            "receivers.yaml",
            $"receivers: [{{ name: desk, webhook: \"https://desk.example/\", secret_file: \"{secret}\" }}]"
        );
        Assert.IsType<Refused>(Assert.Single(Run(TimeSpan.FromMinutes(2))));

        File.WriteAllText(secret, "a secret of the tests");

        Assert.IsType<Loaded>(Assert.Single(Run(TimeSpan.FromSeconds(35))));
    }

    [Fact]
    public void Who_asks_gets_an_answer_though_nothing_has_changed()
    {
        _watch.Ask();

        Assert.Equal(["first"], Names(Assert.Single(Run(TimeSpan.FromSeconds(5)))));
    }

    [Fact]
    public void What_could_not_be_taken_over_is_handed_out_again()
    {
        WriteRule("second");
        Assert.Single(Run(TimeSpan.FromSeconds(5)));
        _watch.TryAgainLater();

        Assert.Equal(["second"], Names(Assert.Single(Run(TimeSpan.FromSeconds(35)))));
    }

    private string RuleFile => Path.Combine(_world.Folder, "rules", "none.yaml");

    private ConfigurationWatch Watch() =>
        new(
            _world.Folder,
            ConfigurationLoader.Load(_world.Folder, environment: ConfigurationWorld.Environment).Sources,
            _time,
            ConfigurationWorld.Environment
        );

    /// <summary>What the watch hands out while so much time passes, a look each tenth of a second.</summary>
    private ImmutableArray<ConfigurationResult> Run(TimeSpan time)
    {
        var results = ImmutableArray.CreateBuilder<ConfigurationResult>();
        for (var passed = TimeSpan.Zero; passed < time; passed += Tenth)
        {
            if (_watch.Look() is { } result)
                results.Add(result);
            _time.Advance(Tenth);
        }
        return results.ToImmutable();
    }

    private static string Rule(string name) => $"rules:\n  - name: {name}\n    phrases: [flood]\n    notify: [desk]\n";

    private void WriteRule(string name, bool half = false) =>
        _world.Write("rules/none.yaml", half ? Rule(name)[..^8] : Rule(name));

    private void MountVersion(string folder, string rule) => _world.Write($"rules/{folder}/none.yaml", Rule(rule));

    private static string[] Names(ConfigurationResult result) =>
        [.. Assert.IsType<Loaded>(result).Configuration.Rules.Select(rule => rule.Name)];

    private static void WriteBomb(string kind, StreamWriter file)
    {
        switch (kind)
        {
            case "aliases":
                file.WriteLine("a0: &a0 [x, x, x, x, x, x, x, x, x, x]");
                for (var level = 1; level < 10; level++)
                    file.WriteLine(
                        $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]"
                    );
                break;
            case "depth":
                file.Write($"rules: {new string('[', 1000)}{new string(']', 1000)}");
                break;
            default:
                file.Write("# a file of 100 MB");
                file.Flush();
                file.BaseStream.SetLength(100L * 1024 * 1024);
                break;
        }
    }
}
