using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Commands;

/// <summary>JSON that commands print: every script as itself.</summary>
internal static class JsonText
{
    /// <summary>What <paramref name="write"/> writes, on one line or indented.</summary>
    public static string Of(Action<Utf8JsonWriter> write, bool isIndented = false)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = isIndented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
            write(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A list of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The words that speak for a match.</summary>
    public static void WriteEvidence(this Utf8JsonWriter json, IEnumerable<Evidence> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var found in evidence)
        {
            json.WriteStartObject();
            json.WriteString("leaf", found.Leaf);
            json.WriteString("field", found.Field.InWords());
            json.WriteString("words", found.Words);
            json.WriteNumber("start", found.Start);
            json.WriteNumber("end", found.End);
            json.WriteString("sentence", found.Sentence);
            json.WriteString("reason", found.Reason.InWords());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What keeps a rule from matching.</summary>
    public static void WriteMisses(this Utf8JsonWriter json, IEnumerable<NearMiss> misses)
    {
        json.WriteStartArray("why_not");
        foreach (var miss in misses)
        {
            json.WriteStartObject();
            json.WriteString("part", miss.Part);
            json.WriteString("found", miss.Found);
            json.WriteString("remedy", miss.Remedy);
            json.WriteNumber("distance", miss.Distance);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
