using Xunit;

namespace NewsMonitor.AcceptanceTests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_tells_the_story_as_expected_and_leaves_the_mails()
    {
        var output = Directory.CreateTempSubdirectory("monitor-demo-output-");
        try
        {
            var outcome = await MonitorProgram.RunAsync(
                ["demo", "--output", output.FullName],
                TimeSpan.FromSeconds(30),
                TestContext.Current.CancellationToken
            );

            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            Assert.Contains("All as expected", outcome.Output, StringComparison.Ordinal);
            var mails = output.GetFiles("*.eml").Length;
            Assert.InRange(mails, 10, 29);
            Assert.Equal(mails, output.GetFiles("*.html").Length);
            Assert.Contains($"{mails} mails and ", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_demo_fails_when_an_expected_alert_does_not_come()
    {
        var seeds = Directory.CreateTempSubdirectory("monitor-demo-seeds-");
        try
        {
            CopySeeds(seeds.FullName);
            var rule = Path.Combine(seeds.FullName, "config", "rules", "restraint.yaml");
            var text = await File.ReadAllTextAsync(rule, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                rule,
                text.Replace("places: [Iran, Iraq]", "places: [Iraq]", StringComparison.Ordinal)
                    .Replace("    tests:", "    enabled: true", StringComparison.Ordinal)
                    .Split("      match:")[0],
                TestContext.Current.CancellationToken
            );

            var outcome = await MonitorProgram.RunAsync(
                ["demo", "--seeds", seeds.FullName, "--output", Path.Combine(seeds.FullName, "mails")],
                TimeSpan.FromSeconds(40),
                TestContext.Current.CancellationToken
            );

            Assert.True(outcome.ExitCode == 1, outcome.Output + outcome.Errors);
            Assert.Contains("missing: rule calls-for-restraint", outcome.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("All as expected", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            seeds.Delete(recursive: true);
        }
    }

    private static void CopySeeds(string target)
    {
        var source = Demo.Seeds.Find() ?? throw new DirectoryNotFoundException("seeds");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
