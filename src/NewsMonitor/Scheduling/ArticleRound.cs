using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Articles;

namespace NewsMonitor.Scheduling;

/// <summary>Between reading a feed and reading its items against the rules: the articles of those that may alert.</summary>
internal sealed class ArticleRound(ArticleReading reading, ILogger<ArticleRound> log)
{
    /// <summary>The items, in their order, those with their articles that the feed is set to fetch.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="edition">The rules that choose.</param>
    /// <param name="unseen">Its new items.</param>
    /// <param name="mayAlert">Which of them may alert: what a first poll only learns is not worth a visit.</param>
    /// <param name="cancellationToken">Ends the visits.</param>
    public async Task<ImmutableArray<Item>> ReadAsync(
        Feed feed,
        Edition edition,
        ImmutableArray<Item> unseen,
        IEnumerable<Item> mayAlert,
        CancellationToken cancellationToken
    )
    {
        if (feed.Article == ArticleChoice.None)
            return unseen;
        var origin = edition.OriginOf(feed);
        var wanted = mayAlert.Where(item => feed.Article == ArticleChoice.All || edition.Desk.MayConcern(item, origin));
        var read = (await reading.ReadAsync(feed, wanted, cancellationToken)).ToDictionary(
            item => item.Key,
            StringComparer.Ordinal
        );
        Tell(feed, read);
        return [.. unseen.Select(item => read.GetValueOrDefault(item.Key, item))];
    }

    /// <summary>One line a poll, whatever the number of pages.</summary>
    private void Tell(Feed feed, Dictionary<string, Item> read)
    {
        var missing = read.Values.Where(item => item.Article.Length == 0).ToList();
        if (missing.Count > 0)
            log.ArticlesMissing(feed.Id, missing.Count, read.Count, missing[0].ArticleRemark ?? "");
        else if (read.Count > 0)
            log.ArticlesRead(feed.Id, read.Count);
    }
}
