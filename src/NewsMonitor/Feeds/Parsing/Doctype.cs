using System.Text.RegularExpressions;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Takes the document type declaration out, so that no parser behind us can be made to expand or fetch anything.
/// Entities that stand for a few plain characters are kept for the repair; all others stay the words they are.
/// </summary>
internal static partial class Doctype
{
    private const int MostEntities = 64;
    private const string Opening = "<!DOCTYPE";

    /// <summary>The document without its declaration, and the harmless entities that it declared.</summary>
    public static (string Text, Dictionary<string, string> Entities) Remove(string text)
    {
        var start = StartOf(text);
        if (start < 0)
            return (text, []);
        var end = EndOf(text, start);
        return (string.Concat(text.AsSpan(0, start), text.AsSpan(end)), EntitiesIn(text[start..end]));
    }

    /// <summary>Only before the root element: in a text, the same characters are only characters.</summary>
    private static int StartOf(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (text.AsSpan(at).StartsWith(Opening, StringComparison.OrdinalIgnoreCase))
                return at;
            if (RootStart().IsMatch(text.AsSpan(at, Math.Min(2, text.Length - at))))
                return -1;
            // What stands in a comment is only talked about.
            if (text.AsSpan(at).StartsWith("<!--") && (at = text.IndexOf("-->", at, StringComparison.Ordinal)) < 0)
                return -1;
        }
        return -1;
    }

    private static int EndOf(string text, int start)
    {
        var quote = '\0';
        var brackets = 0;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '[')
                brackets++;
            else if (c is ']')
                brackets--;
            else if (c is '>' && brackets <= 0)
                return i + 1;
        }
        return text.Length;
    }

    private static Dictionary<string, string> EntitiesIn(string declaration)
    {
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        // One after the other: a collection of matches would hold all that a hostile declaration has.
        for (var entity = HarmlessEntity().Match(declaration); entity.Success; entity = entity.NextMatch())
        {
            if (entities.Count == MostEntities)
                break;
            entities.TryAdd(entity.Groups[1].Value, entity.Groups[2].Value);
        }
        return entities;
    }

    /// <summary>An element that opens, as against <c>&lt;?xml</c> and <c>&lt;!--</c>.</summary>
    [GeneratedRegex("<[A-Za-z_]", RegexOptions.CultureInvariant)]
    private static partial Regex RootStart();

    /// <summary>At most 64 characters without markup or further entities.</summary>
    [GeneratedRegex("""<!ENTITY\s+(\w{1,64})\s+["']([^"'&%<>]{0,64})["']\s*>""", RegexOptions.CultureInvariant)]
    private static partial Regex HarmlessEntity();
}
