using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>An item without certain words.</summary>
internal static class Blanked
{
    /// <summary>The item with the quoted words as spaces; every other character keeps its place.</summary>
    public static Item Of(Item item, IEnumerable<Evidence> quoted)
    {
        foreach (var field in quoted.GroupBy(found => found.Field))
        {
            var text = item.TextOf(field.Key).ToCharArray();
            foreach (var found in field)
                text.AsSpan(found.Start, found.End - found.Start).Fill(' ');
            item = With(item, field.Key, new string(text));
        }
        return item;
    }

    private static Item With(Item item, ItemField field, string text) =>
        field switch
        {
            ItemField.Title => item with { Title = text },
            ItemField.Summary => item with { Summary = text },
            ItemField.Body => item with { Body = text },
            ItemField.Article => item with { Article = text },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a field of an item"),
        };
}
