using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using NewsMonitor.Core.Alerts;
using Scriban;
using Scriban.Parsing;

namespace NewsMonitor.Deliveries;

/// <summary>
/// A template that a person has written (Scriban's language). What an alert says is put into it as values, escaped for where
/// they stand; it is never read as a template itself. A template can reach nothing but the alert: no file, no network.
/// </summary>
internal sealed class AlertTemplate : IEquatable<AlertTemplate>
{
    private const int MostSteps = 10_000;
    private const int LongestOutput = 1_000_000;

    private readonly string _text;
    private readonly Template _template;
    private readonly Escaping _escaping;

    private AlertTemplate(string text, Template template, Escaping escaping) =>
        (_text, _template, _escaping) = (text, template, escaping);

    /// <summary>What a template stands in.</summary>
    internal enum Escaping
    {
        /// <summary>Values stand within the quotes of JSON strings.</summary>
        Json,

        /// <summary>Values stand in HTML, in text or within the quotes of attributes.</summary>
        Html,

        /// <summary>Values stand in plain text.</summary>
        None,
    }

    /// <summary>Reads a template; the first mistake in it instead, with line and column.</summary>
    public static (AlertTemplate? Template, string? Mistake) Parse(string text, Escaping escaping)
    {
        var template = Template.Parse(text);
        return template.HasErrors
            ? (
                null,
                CleanText.Line(template.Messages.First(message => message.Type == ParserMessageType.Error).ToString())
            )
            : (new AlertTemplate(text, template, escaping), null);
    }

    /// <summary>Fills it in.</summary>
    /// <exception cref="TemplateFault">It asks for something that cannot be, or for too much.</exception>
    public string Render(Alert alert)
    {
        var context = new EscapingContext(_escaping)
        {
            LoopLimit = MostSteps,
            RecursiveLimit = 20,
            LimitToString = LongestOutput,
            StrictVariables = false,
            // Not every alert has a story: what is asked of none is empty.
            EnableRelaxedTargetAccess = true,
            RegexTimeOut = TimeSpan.FromMilliseconds(200),
        };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal(AlertValues.Of(alert));
        try
        {
            return _template.Render(context);
        }
        catch (Exception fault) when (fault is Scriban.Syntax.ScriptRuntimeException or InvalidOperationException)
        {
            throw new TemplateFault($"the template fails: {CleanText.Line(fault.Message)}");
        }
    }

    /// <inheritdoc/>
    public bool Equals(AlertTemplate? other) =>
        other is not null && (_text, _escaping) == (other._text, other._escaping);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AlertTemplate);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private sealed class EscapingContext(Escaping escaping) : TemplateContext
    {
        private static readonly JavaScriptEncoder Json = JavaScriptEncoder.Create(UnicodeRanges.All);

        /// <summary>What an expression gives is escaped; what the author of the template wrote is not.</summary>
        public override TemplateContext Write(SourceSpan span, object? textAsObject)
        {
            var text = textAsObject is null ? "" : ObjectToString(textAsObject) ?? "";
            return Write(
                escaping switch
                {
                    Escaping.Json => Json.Encode(CleanText.WellFormed(text)),
                    Escaping.Html => WebUtility.HtmlEncode(text),
                    _ => text,
                }
            );
        }
    }
}

/// <summary>A template cannot be filled in.</summary>
internal sealed class TemplateFault(string message) : Exception(message);
