using System.Globalization;
using System.Text.Json.Nodes;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Tests.Configuration;

/// <summary>A YAML file as an editor hands it to a JSON Schema: plain values by YAML 1.2's core schema, quoted ones as text.</summary>
internal static class YamlAsJson
{
    /// <summary>The file's value; null when it is no YAML, so that no schema sees it.</summary>
    public static string? Read(string path)
    {
        var document = YamlFile.Read(path, Path.GetFileName(path));
        return document.Faults.IsEmpty && document.Root is { } root ? Of(root)?.ToJsonString() ?? "null" : null;
    }

    private static JsonNode? Of(YamlNode node) =>
        node switch
        {
            YamlMapping mapping => new JsonObject(
                mapping.Pairs.Select(pair => KeyValuePair.Create(pair.Key.Value, Of(pair.Value)))
            ),
            YamlSequence list => new JsonArray([.. list.Items.Select(Of)]),
            YamlScalar { IsPlain: false } scalar => scalar.Value,
            YamlScalar { IsNothing: true } => null,
            YamlScalar { Value: "true" or "True" or "TRUE" } => true,
            YamlScalar { Value: "false" or "False" or "FALSE" } => false,
            YamlScalar scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => number,
            YamlScalar scalar when double.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) =>
                number,
            YamlScalar scalar => scalar.Value,
            _ => throw new InvalidOperationException($"no value: {node}"),
        };
}
