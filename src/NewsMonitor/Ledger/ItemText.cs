using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>What an item says, packed for the ledger: about a third of its letters in bytes.</summary>
internal static partial class ItemText
{
    /// <summary>What a longer body or article says behind this is not kept, in UTF-16 units.</summary>
    public const int LongestBody = 20_000;

    private static readonly TextShape Compact = new(
        new JsonSerializerOptions(TextShape.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>The item without its HTML, packed.</summary>
    public static byte[] Write(Item item)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new StoredText(AlertJson.Version, StoredItem.Of(InTextOnly(item))),
            Compact.StoredText
        );
        return Packed.Of(json);
    }

    /// <summary>The item again; null when it is damaged or of a later version.</summary>
    public static Item? Read(byte[] packed)
    {
        try
        {
            using var json = Packed.Open(packed);
            return JsonSerializer.Deserialize(json, Compact.StoredText) is { V: AlertJson.Version } stored
                ? stored.Item.ToItem()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Item InTextOnly(Item item) =>
        item with
        {
            Body = item.Body.Length <= LongestBody ? item.Body : item.Body[..LongestBody],
            Article = item.Article.Length <= LongestBody ? item.Article : item.Article[..LongestBody],
            SummaryHtml = null,
            BodyHtml = null,
        };

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
    )]
    [JsonSerializable(typeof(StoredText))]
    private sealed partial class TextShape : JsonSerializerContext;

    private sealed record StoredText(int V, StoredItem Item);
}
