using System.Text;
using System.Text.Json;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>A body by a person's own template, checked as JSON before it is sent.</summary>
internal static class TemplateBody
{
    private const int MostBytes = 500_000;

    /// <summary>Writes the body.</summary>
    /// <exception cref="TemplateFault">The template fails, or what it gives is no JSON.</exception>
    public static byte[] Of(AlertTemplate template, Alert alert)
    {
        var body = Encoding.UTF8.GetBytes(template.Render(alert));
        if (body.Length > MostBytes)
            throw new TemplateFault($"the template gives {body.Length} bytes: {MostBytes} are the most");
        try
        {
            using var _ = JsonDocument.Parse(body);
            return body;
        }
        catch (JsonException fault)
        {
            throw new TemplateFault(
                $"what the template gives is no JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}): put {{{{ … }}}} between the quotes of a string"
            );
        }
    }
}
