using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace NewsMonitor.Deliveries.Email;

/// <summary>
/// Finished markup. Made by <see cref="Of"/> from an interpolated string in which every hole is encoded, unless it holds
/// finished markup itself: text of strangers cannot get in unencoded by mistake.
/// </summary>
internal readonly record struct Html(string Markup)
{
    /// <summary>Nothing.</summary>
    public static Html None { get; } = new("");

    /// <summary>Builds markup.</summary>
    public static Html Of(Template template) => new(template.Markup);

    /// <summary>The parts one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    /// <inheritdoc/>
    public override string ToString() => Markup;

    /// <summary>Takes an interpolated string apart: its own letters are markup, its holes are text.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _markup = new(literalLength + 64 * formattedCount);

        public string Markup => _markup.ToString();

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(Html markup) => _markup.Append(markup.Markup);

        public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted(int number) => _markup.Append(number);
    }
}
