using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using Xunit;

namespace NewsMonitor.Tests.Stories;

/// <summary>An item that no rule found reaches the readers of a story only when it plainly speaks of it.</summary>
public sealed class RelatedStoryTests
{
    private static readonly DateTimeOffset Morning = new(2024, 3, 4, 8, 0, 0, TimeSpan.Zero);
    private int items;

    [Theory]
    [InlineData("Ozols denies Ventspils port contract favoured Berzins", ReportStatus.Denied)]
    [InlineData("Latvian premier calls Ventspils port contract report false", ReportStatus.Denied)]
    [InlineData("Prosecutor confirms inquiry into Ventspils port contract", ReportStatus.Confirmed)]
    [InlineData("Ozols: no decision on Ventspils port contract", ReportStatus.Denied)]
    public void A_plain_stand_on_what_it_tells_is_linked(string headline, ReportStatus status) =>
        Assert.Equal(status, Told().Related(ItemOf(headline))?.Stance.Status);

    [Theory]
    [InlineData("Ozols is not fond of opera, says biographer of the Latvian premier")]
    [InlineData("Ventspils wingers deny Liepaja a late equaliser")]
    [InlineData("Prosecutor confirms murder charge against baker in Daugavpils")]
    [InlineData("Ventspils port had a record year, contract or not")]
    [InlineData("Ozols: Ventspils port contract is not good news for Liepaja")]
    [InlineData("'Not reasonable': Ventspils port contract splits friends of Ozols")]
    [InlineData("Port contract: what we know")]
    [InlineData("Ozols calls off Ventspils port contract")]
    [InlineData("Ventspils port contract: critics doubt Ozols")]
    public void Shared_words_and_a_not_make_no_link(string headline) => Assert.Null(Told().Related(ItemOf(headline)));

    private StoryIndex Told()
    {
        var index = new StoryIndex("port", new StorySettings());
        index.Add(
            ItemOf(
                "Minister Ozols gave Ventspils port contract to friend",
                "Latvian premier Ozols signed the contract over the port of Ventspils for builder Berzins, a friend."
            )
        );
        index.Add(ItemOf("Ventspils port contract went to friend of Ozols, report says"));
        return index;
    }

    private StoryItem ItemOf(string title, string summary = "") =>
        new()
        {
            Key = $"wire/{items}",
            Feed = "wire",
            At = Morning.AddMinutes(items++),
            Title = title,
            Summary = summary,
        };
}
