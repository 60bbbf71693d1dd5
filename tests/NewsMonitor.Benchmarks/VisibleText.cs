using NewsMonitor.Core.Text;

namespace NewsMonitor.Benchmarks;

/// <summary>What a person sees of a field, whether it is text or HTML.</summary>
internal static class VisibleText
{
    public static string Of(string? written) =>
        string.Join(' ', HtmlText.ToText(written ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
