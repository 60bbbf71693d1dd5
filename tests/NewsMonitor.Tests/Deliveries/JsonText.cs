using System.Text.Json;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>The text in a JSON body, wherever it stands.</summary>
internal static class JsonText
{
    /// <summary>Every string that is a value, in order.</summary>
    public static IEnumerable<string> StringsOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Object => json.EnumerateObject().SelectMany(one => StringsOf(one.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(StringsOf),
            _ => [],
        };
}
