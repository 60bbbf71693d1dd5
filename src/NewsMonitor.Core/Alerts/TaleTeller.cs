using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>Tells a story whole, from what is kept of it and from the alerts that are gathered.</summary>
/// <param name="feedName">The name of a feed by its id, as people know it.</param>
/// <param name="linkOf">Where an item of a story can be read; null when that is not known any more.</param>
public sealed class TaleTeller(Func<string, string> feedName, Func<StoryMember, Uri?> linkOf)
{
    /// <summary>Of so many sources the links are looked up; the others are named.</summary>
    private const int MostLinks = 12;

    /// <summary>The story as it is kept, which is how it stands now.</summary>
    /// <param name="picture">The story with its items.</param>
    /// <param name="first">What was first told of it; null when nobody was told.</param>
    /// <param name="alerts">The alerts of it that are gathered, at least one, in the order in which they became owed.</param>
    public StoryTale Tell(StoryPicture picture, FirstReport? first, ImmutableArray<Alert> alerts)
    {
        var state = picture.Story.State.Latest;
        return new StoryTale(picture.Story.Id, alerts[0].Story?.Title ?? alerts[0].Item.Title)
        {
            RuleId = alerts[0].RuleId,
            State = state is null ? null : NewsOf(state),
            IsNews = state is not null && IsNewsTo(alerts),
            TimeLine = TimeLineOf(picture, first, alerts),
            Sentence = SentenceOf(state?.ItemKey, state?.Cue, alerts) ?? SentenceOf(alerts),
            Sources = SourcesOf(picture, first, alerts),
            Alerts = [.. alerts.Select(alert => alert.Id)],
        };
    }

    /// <summary>The story as its alerts tell it, where nothing else is kept of it.</summary>
    /// <param name="alerts">At least one, in the order in which they became owed.</param>
    public static StoryTale Tell(ImmutableArray<Alert> alerts)
    {
        var newest = alerts[^1].Story;
        var state = alerts.Select(alert => alert.Story?.State).OfType<StoryNews>().MaxBy(state => state.At);
        var moments = alerts
            .Select(alert => MomentOf(alert))
            .Concat(alerts.Select(alert => alert.Story?.First).OfType<FirstReport>().Take(1).Select(MomentOf))
            .Concat(state is null ? [] : [MomentOf(state)])
            .DistinctBy(moment => (moment.Source, moment.Status, moment.Development))
            .OrderBy(moment => moment.At);
        return new StoryTale(newest?.Key ?? alerts[0].Id.Value, newest?.Title ?? alerts[0].Item.Title)
        {
            RuleId = alerts[0].RuleId,
            State = state,
            IsNews = state is not null && IsNewsTo(alerts),
            TimeLine = [.. moments],
            Sentence = state is { Sentence.Length: > 0 } ? new(state.Sentence, []) : SentenceOf(alerts),
            Sources =
            [
                .. alerts
                    .Select(alert => new TaleSource(alert.Source, alert.Item.Page))
                    .DistinctBy(source => source.Name, StringComparer.Ordinal),
            ],
            Alerts = [.. alerts.Select(alert => alert.Id)],
        };
    }

    /// <summary>Whoever hears of a story for the first time hears how it stands; others when that has changed.</summary>
    private static bool IsNewsTo(ImmutableArray<Alert> alerts) =>
        alerts.Any(alert => alert.Reason == AlertReason.StateChanged || alert.Story?.First is null);

    private StoryNews NewsOf(StateChange change) =>
        new(change.To, change.Who, change.At, change.Cue?.Sentence ?? "", change.IsByHand ? "" : feedName(change.Feed))
        {
            PageStatus = change.PageStatus,
        };

    private ImmutableArray<TaleMoment> TimeLineOf(
        StoryPicture picture,
        FirstReport? first,
        ImmutableArray<Alert> alerts
    )
    {
        var developments = alerts
            .Where(alert => alert.Story is { Development.Length: > 0 })
            .DistinctBy(KeyOf)
            .ToDictionary(KeyOf, alert => alert.Story!.Development, StringComparer.Ordinal);
        var changes = picture.Story.State.Changes;
        // An item whose page is gone has told something before.
        var changed = changes
            .Where(change => change.PageStatus is null)
            .Select(change => change.ItemKey)
            .ToHashSet(StringComparer.Ordinal);
        var isFirstKept = picture.Members.Any(member => member.Key == picture.Story.FirstKey);
        return
        [
            .. changes
                .Select(change => MomentOf(change, picture))
                .Concat(isFirstKept || first is null ? [] : [MomentOf(first)])
                .Concat(
                    picture
                        .Members.Where(member => !changed.Contains(member.Key))
                        .OrderBy(member => member.At)
                        .Select(member => MomentOf(member, developments.GetValueOrDefault(member.Key, "")))
                        // A feed that tells the same once more has nothing to add.
                        .DistinctBy(moment => (moment.Source, moment.Status, moment.Development))
                )
                .OrderBy(moment => moment.At),
        ];
    }

    private TaleMoment MomentOf(StateChange change, StoryPicture picture) =>
        change.PageStatus is { } status
            ? LostPage(change.At, change.To, feedName(change.Feed), status)
            : MomentOfWords(change, picture);

    private TaleMoment MomentOfWords(StateChange change, StoryPicture picture) =>
        new(
            change.At,
            change.To,
            change.Who,
            change.IsByHand ? "" : feedName(change.Feed),
            picture.Members.FirstOrDefault(member => member.Key == change.ItemKey)?.Title ?? ""
        );

    private TaleMoment MomentOf(StoryMember member, string development)
    {
        var status = member.Stance.Status;
        return new(
            member.At,
            status.IsStand() ? status : ReportStatus.Reported,
            status.IsStand() ? member.Stance.Who : "",
            feedName(member.Feed),
            member.Title
        )
        {
            Development = development,
        };
    }

    private static TaleMoment MomentOf(FirstReport first) => new(first.At, ReportStatus.Reported, "", first.Source, "");

    private static TaleMoment MomentOf(StoryNews news) =>
        news.PageStatus is { } status
            ? LostPage(news.At, news.Status, news.Source, status)
            : new(news.At, news.Status, news.Who, news.Source, "");

    /// <summary>Nobody has said anything: what was seen is told in place of a source.</summary>
    private static TaleMoment LostPage(DateTimeOffset at, ReportStatus to, string source, int status) =>
        new(at, to, "", "", "")
        {
            Development = string.Create(CultureInfo.InvariantCulture, $"the page of {source} is gone (HTTP {status})"),
        };

    private static TaleMoment MomentOf(Alert alert)
    {
        if (alert is { Reason: AlertReason.StateChanged, Story.State: { PageStatus: not null } news })
            return MomentOf(news);
        var isChange = alert is { Reason: AlertReason.StateChanged, Story.State: not null };
        return new(
            alert.Item.Published is { } published && published <= alert.FirstSeen ? published : alert.FirstSeen,
            isChange ? alert.Story!.State!.Status : ReportStatus.Reported,
            isChange ? alert.Story!.State!.Who : "",
            alert.Source,
            alert.Item.Title
        )
        {
            Development = alert.Story?.Development ?? "",
        };
    }

    /// <summary>The sentence that changed the state, with the words that say so and those that the rule found in it.</summary>
    private static TaleSentence? SentenceOf(string? itemKey, StanceCue? cue, ImmutableArray<Alert> alerts) =>
        cue is not { Sentence.Length: > 0 }
            ? null
            : Marked(
                cue.Sentence,
                cue.SentenceStart,
                alerts
                    .Where(alert => KeyOf(alert) == itemKey)
                    .SelectMany(alert => alert.Evidence)
                    .Where(one => one.Field == cue.Field && one.SentenceStart == cue.SentenceStart)
                    .SelectMany(one => one.Marks)
                    .Prepend(new TextSpan(cue.Start, cue.End))
            );

    /// <summary>The first sentence below the headline that the rule found; null when it found the headline alone.</summary>
    private static TaleSentence? SentenceOf(ImmutableArray<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            var sentence = alert
                .Evidence.Where(one => one.Field != ItemField.Title && one.Sentence.Length > 0)
                .GroupBy(one => (one.Field, one.SentenceStart))
                .MinBy(sentence => sentence.Key);
            if (sentence is not null)
                return Marked(
                    sentence.MaxBy(one => one.Sentence.Length)!.Sentence,
                    sentence.Key.SentenceStart,
                    sentence.SelectMany(one => one.Marks)
                );
        }
        return null;
    }

    private static TaleSentence Marked(string sentence, int start, IEnumerable<TextSpan> marks) =>
        new(
            sentence,
            [
                .. marks
                    .Select(mark => new TextSpan(mark.Start - start, mark.End - start))
                    .Where(mark => 0 <= mark.Start && mark.Start < mark.End && mark.End <= sentence.Length)
                    .Distinct()
                    .OrderBy(mark => mark.Start),
            ]
        );

    private ImmutableArray<TaleSource> SourcesOf(StoryPicture picture, FirstReport? first, ImmutableArray<Alert> alerts)
    {
        var known = alerts.DistinctBy(KeyOf).ToDictionary(KeyOf, alert => alert.Item.Page, StringComparer.Ordinal);
        var sources = picture
            .Members.OrderBy(member => member.At)
            .DistinctBy(member => member.Feed, StringComparer.Ordinal)
            .Select(
                (member, place) =>
                    new TaleSource(
                        feedName(member.Feed),
                        known.GetValueOrDefault(member.Key) ?? (place < MostLinks ? linkOf(member) : null)
                    )
                    {
                        CopyOf =
                            member.Copy is { } copy && !picture.OwnFeeds.Contains(member.Feed)
                                ? feedName(copy.Feed)
                                : "",
                    }
            )
            .Concat(picture.Feeds.Select(feed => new TaleSource(feedName(feed), null)));
        return
        [
            .. (first is null ? sources : sources.OrderByDescending(source => source.Name == first.Source)).DistinctBy(
                source => source.Name,
                StringComparer.Ordinal
            ),
        ];
    }

    /// <summary>The key of the item as stories know it.</summary>
    private static string KeyOf(Alert alert) => StoryDesk.KeyOf(alert.Item);
}
