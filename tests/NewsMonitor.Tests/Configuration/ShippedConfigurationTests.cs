using System.Text.RegularExpressions;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

public sealed partial class ShippedConfigurationTests
{
    private static readonly string Shipped = Repository.PathOf("config");

    [Fact]
    public void It_loads_as_it_is_without_problem_or_warning()
    {
        var loaded = Assert.IsType<Loaded>(
            ConfigurationLoader.Load(Shipped, environment: ConfigurationWorld.Environment)
        );

        Assert.Empty(loaded.Warnings);
        Assert.InRange(loaded.Configuration.Feeds.Length, 5, 12);
        Assert.InRange(loaded.Configuration.Rules.Length, 2, 6);
        Assert.NotNull(loaded.Configuration.Mail.PickupFolder);
        Assert.All(loaded.Configuration.Receivers, receiver => Assert.IsType<EmailReceiver>(receiver));
    }

    [Fact]
    public void Every_rule_proves_itself_by_texts_that_match_and_texts_that_do_not()
    {
        var loaded = Assert.IsType<Loaded>(
            ConfigurationLoader.Load(Shipped, environment: ConfigurationWorld.Environment)
        );

        Assert.All(
            loaded.Configuration.Rules,
            rule =>
            {
                Assert.NotEmpty(rule.Tests.Match);
                Assert.NotEmpty(rule.Tests.NoMatch);
            }
        );
    }

    [Fact]
    public void A_shipped_rule_that_is_spoilt_fails_its_own_tests()
    {
        using var world = new ConfigurationWorld().Copy(Shipped);
        var rule = File.ReadAllText(Path.Combine(Shipped, "rules", "iraq.yaml"));
        world.Write("rules/iraq.yaml", rule.Replace("places: [Iraq]", "places: [Iran]", StringComparison.Ordinal));

        var problems = world.Problems();

        Assert.Equal(2, problems.Length);
        Assert.All(
            problems,
            problem => Assert.Contains("should match, but does not", problem, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_address_of_every_feed_is_encrypted() =>
        Assert.All(
            Assert
                .IsType<Loaded>(ConfigurationLoader.Load(Shipped, environment: ConfigurationWorld.Environment))
                .Configuration.Feeds,
            feed => Assert.Equal("https", feed.Address.Scheme)
        );

    /// <summary>The comments are examples too: with the # removed, and the alternatives out of the way, they load.</summary>
    [Fact]
    public void What_is_commented_out_in_it_loads_too()
    {
        using var world = new ConfigurationWorld().Copy(Shipped);
        world
            .Write("secrets/one", "line")
            .Write(
                "monitor.yaml",
                Uncommented("monitor.yaml", "pickup:", "password_file:", "dkim:", "smime:", "templates:")
            );
        world.Write(
            "receivers.yaml",
            Uncommented("receivers.yaml", "- { name: cms", "- { name: bank")
                .Replace("/run/secrets/ops-hook", "secrets/one", StringComparison.Ordinal)
        );
        var environment = new Dictionary<string, string>(ConfigurationWorld.Environment)
        {
            ["OPS_HOOK_URL"] = "https://hook.example/",
            ["HOOK_NEW"] = "new",
            ["HOOK_OLD"] = "old",
            ["SLACK_HOOK_URL"] = "https://slack.example/",
            ["WATCHDOG_URL"] = "https://watchdog.example/",
        };

        var result = ConfigurationLoader.Load(world.Folder, environment: environment);

        var loaded = Assert.IsType<Loaded>(result);
        Assert.Equal("smtp.example.org", loaded.Configuration.Mail.Smtp?.Host);
        Assert.Equal(["intranet.example.org"], loaded.Configuration.Fetching.AllowedHosts);
        Assert.Equal(6, loaded.Configuration.Receivers.Length);
        Assert.Equal("morning", Assert.Single(loaded.Configuration.Digests).Name);
        Assert.Equal(TimeSpan.FromHours(1), loaded.Configuration.Watchdog?.Every);
    }

    /// <summary>"A key that is commented out here shows its default": so it changes nothing when the # goes.</summary>
    [Fact]
    public void What_is_commented_out_in_monitor_yaml_is_the_default()
    {
        using var world = new ConfigurationWorld().WriteLeast();
        var defaults = world.Load();
        world.Write(
            "monitor.yaml",
            Uncommented(
                "monitor.yaml",
                "pickup:",
                "password",
                "contact:",
                "network:",
                "operator:",
                "allow:",
                "smtp:",
                "host:",
                "port:",
                "user:",
                "security:",
                "email:",
                "from:",
                "data:",
                "unsubscribe:",
                "dkim:",
                "smime:",
                "templates:",
                "digests:",
                "- { name: morning",
                "watchdog:",
                "every: 1h",
                "ping:"
            )
        );

        var loaded = world.Load();

        Assert.Equal(
            defaults with
            {
                Feeds = [],
                Receivers = [],
                Rules = [],
            },
            loaded with
            {
                Feeds = [],
                Receivers = [],
                Rules = [],
            }
        );
    }

    private static string Uncommented(string file, params string[] without) =>
        string.Join(
            '\n',
            File.ReadAllLines(Path.Combine(Shipped, file))
                .Select(line => CommentedKey().Replace(line, "$1$2"))
                .Where(line => !without.Any(word => line.TrimStart().StartsWith(word, StringComparison.Ordinal)))
        );

    [GeneratedRegex(@"^( *)# ( *(?:- \{ )?[a-z_]+:(?: |$))")]
    private static partial Regex CommentedKey();
}
