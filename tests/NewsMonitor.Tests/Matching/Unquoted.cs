using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Tests.Matching;

/// <summary>
/// An item without the words that a match quotes. Of its own, and not the matcher's: what checks the quotations must not share
/// a fault with what makes them.
/// </summary>
internal static class Unquoted
{
    /// <summary>The item with spaces in place of the quoted words, and of nothing else.</summary>
    public static Item Of(Match match)
    {
        return match.Item with
        {
            Title = Without(ItemField.Title),
            Summary = Without(ItemField.Summary),
            Body = Without(ItemField.Body),
        };

        string Without(ItemField field)
        {
            var text = match.Item.TextOf(field).ToCharArray();
            foreach (var quoted in match.Evidence.Where(evidence => evidence.Field == field))
                text.AsSpan(quoted.Start..quoted.End).Fill(' ');
            return new(text);
        }
    }
}
