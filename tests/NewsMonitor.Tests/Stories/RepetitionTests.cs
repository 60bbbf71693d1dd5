using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using Xunit;

namespace NewsMonitor.Tests.Stories;

/// <summary>What is held back says nothing that one told item did not say.</summary>
public sealed class RepetitionTests
{
    private static readonly DateTimeOffset Morning = new(2024, 3, 4, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Mine collapse in Zambia kills 12", "Twelve killed as mine collapses in Zambia")]
    [InlineData("Mine collapse in Zambia kills 12", "URGENT: Zambian mine collapse kills 12")]
    [InlineData(
        "Latvian minister Ozols resigns over port contract",
        "Minister Ozols of Latvia resigns over port contract"
    )]
    [InlineData("Ferry sinks off Samar island", "Ferry sinks off Samar island: officials")]
    [InlineData("Shamkhani meets Zelensky in Odessa", "Shamkhany meets Zelenskyy in Odesa")]
    public void The_same_in_nearly_the_same_words_is_a_repeat(string told, string now) =>
        Assert.Equal(Repeated.Whole, Measure(told, now));

    [Theory]
    [InlineData("Mine collapse in Zambia kills 12", "Mine collapse in Zambia kills 19", "19")]
    [InlineData("Mine collapse in Zambia kills four", "Mine collapse in Zambia kills six", "six")]
    public void Another_number_is_new(string told, string now, string number)
    {
        var repetition = Repetition.Of(StoryOf(told, now, Later(2)), MemberOf("now", now, Later(2)), ["told"]);

        Assert.Equal((Repeated.ButForNumber, number), (repetition.Repeated, repetition.Number));
    }

    [Theory]
    [InlineData("Mine collapse in Zambia kills 12", "Mine collapse in Congo kills 12")]
    [InlineData("Mine collapse in Zambia kills 12", "Mine owner Kaunda arrested after Zambia collapse kills 12")]
    [InlineData("Anderson meets Miller in Slovakia", "Anderson meets Milley in Slovenia")]
    [InlineData("Fuel prices rise in Zambia", "Fuel prices rise again in Zambia")]
    [InlineData("Fuel prices rise in Zambia", "Fuel prices rise in Zambia a third time")]
    [InlineData("Minister Ozols plans to resign over port contract", "Minister Ozols resigns over port contract")]
    [InlineData("Rate inches towards 96", "Rate breaches 96")]
    [InlineData("Kunda to release 40 miners held in Zambia", "Kunda releases 40 miners held in Zambia")]
    [InlineData("Miner wanted by Zambian court hides in mine", "Miner wanted by Zambian court flees mine")]
    [InlineData("Zambian miners' strike turns deadly in Kitwe", "Deadly Zambian miners' strike in Kitwe paused")]
    [InlineData("Minister Ozols meets Berzins amid calls for his departure", "Berzins quits cabinet of Ozols")]
    public void Another_place_person_deed_or_time_is_news(string told, string now) =>
        Assert.Equal(Repeated.No, Measure(told, now));

    [Fact]
    public void What_the_told_text_only_mentions_was_not_told_as_news() =>
        Assert.Equal(
            Repeated.No,
            Measure(
                "Port contract divides cabinet in Riga",
                "Minister Ozols resigns over contract",
                summary: "Minister Ozols, who resigns from the board, signed the contract over the port of Riga."
            )
        );

    [Fact]
    public void The_same_words_days_later_are_another_event() =>
        Assert.Equal(
            Repeated.No,
            Measure("Mine collapse in Zambia kills 12", "Mine collapse in Zambia kills 12", hours: 48)
        );

    [Fact]
    public void What_nobody_was_told_covers_nothing() =>
        Assert.Equal(
            Repeated.No,
            Repetition
                .Of(
                    StoryOf("Ferry sinks off Samar", "Ferry sinks off Samar", Later(1)),
                    MemberOf("now", "Ferry sinks off Samar", Later(1)),
                    []
                )
                .Repeated
        );

    [Theory]
    [InlineData(ReportStatus.Hypothetical, ReportStatus.Reported, Repeated.No)]
    [InlineData(ReportStatus.Reported, ReportStatus.Question, Repeated.Whole)]
    [InlineData(ReportStatus.Reported, ReportStatus.Denied, Repeated.No)]
    [InlineData(ReportStatus.Denied, ReportStatus.Denied, Repeated.Whole)]
    [InlineData(ReportStatus.Denied, ReportStatus.Reported, Repeated.No)]
    public void Only_what_was_said_as_firmly_covers(ReportStatus told, ReportStatus now, object expected) =>
        Assert.Equal(expected, Measure("Ferry sinks off Samar", "Ferry sinks off Samar", toldAs: told, nowAs: now));

    private static DateTimeOffset Later(int hours) => Morning + TimeSpan.FromHours(hours);

    private static Repeated Measure(
        string told,
        string now,
        string summary = "",
        int hours = 2,
        ReportStatus toldAs = ReportStatus.Reported,
        ReportStatus nowAs = ReportStatus.Reported
    )
    {
        var member = MemberOf("now", now, Later(hours), status: nowAs);
        return Repetition
            .Of(StoryOf([MemberOf("told", told, Morning, summary, toldAs), member]), member, ["told"])
            .Repeated;
    }

    private static StoryPicture StoryOf(string told, string now, DateTimeOffset at) =>
        StoryOf([MemberOf("told", told, Morning), MemberOf("now", now, at)]);

    private static StoryPicture StoryOf(ImmutableArray<StoryMember> members) =>
        new(
            new Story
            {
                Id = "story",
                FirstKey = members[0].Key,
                First = members[0].At,
                Last = members[^1].At,
                Count = members.Length,
                Sources = 1,
                State = StoryState.Reported,
            },
            members,
            ImmutableSortedDictionary<string, Forgotten>.Empty,
            ["wire"],
            members.Length
        );

    private static StoryMember MemberOf(
        string key,
        string title,
        DateTimeOffset at,
        string summary = "",
        ReportStatus status = ReportStatus.Reported
    ) =>
        new(
            key,
            "wire",
            at,
            title,
            [.. StoryTerms.Of(title, summary, "").Select(term => term.Key)],
            Stance.Plain with
            {
                Status = status,
            },
            null
        );
}
