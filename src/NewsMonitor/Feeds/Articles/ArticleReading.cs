using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Feeds.Articles;

/// <summary>Gives items the articles of their pages, through the same guard, manners and limits as feeds. No item is lost by it.</summary>
internal sealed class ArticleReading(FeedFetcher fetcher, FetchSettings settings, TimeProvider time)
{
    /// <summary>The most pages that one poll fetches; items beyond are read as the feed gives them, and say so.</summary>
    public const int MostPages = 50;

    /// <summary>The longest article that is read, in UTF-16 units; the rest is cut and said.</summary>
    public const int LongestArticle = 200_000;

    /// <summary>The items with their articles, or with the reason why they have none. All pages of a poll share one deadline.</summary>
    public async Task<ImmutableArray<Item>> ReadAsync(
        Feed feed,
        IEnumerable<Item> items,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var read = ImmutableArray.CreateBuilder<Item>();
        foreach (var item in items)
            read.Add(
                read.Count >= MostPages ? Without(item, $"only {MostPages} articles are fetched after one poll")
                : deadline.IsCancellationRequested ? Without(item, OutOfTime)
                : await ReadAsync(feed, item, cancellationToken, either.Token)
            );
        return read.ToImmutable();
    }

    private string OutOfTime => $"the articles of one poll have {settings.Timeout.TotalSeconds:0.###} s together";

    private async Task<Item> ReadAsync(
        Feed feed,
        Item item,
        CancellationToken cancellationToken,
        CancellationToken orDeadline
    )
    {
        if (item.Link is not { } page)
            return Without(item, "the item has no address of its own");
        try
        {
            return await fetcher.FetchPageAsync(feed, page, orDeadline) switch
            {
                Fetched fetched => With(item, ArticlePage.Read(fetched.Document)),
                FetchFailed failed => Without(item, failed.Reason),
                HeldBack held => Without(item, held.Reason),
                _ => Without(item, "the server sent nothing"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Without(item, OutOfTime);
        }
    }

    private static Item With(Item item, ArticleText article) =>
        article.Problem is { } problem ? Without(item, problem)
        : article.Text.Length <= LongestArticle ? item with { Article = article.Text }
        : item with
        {
            Article = article.Text[..LongestArticle],
            ArticleRemark = $"text cut at {LongestArticle:N0} characters",
        };

    private static Item Without(Item item, string reason) => item with { ArticleRemark = $"not read: {reason}" };
}
