using System.Globalization;
using System.Net.Http.Headers;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>The Retry-After header (RFC 9110 §10.2.3): seconds, or a date.</summary>
internal static class RetryAfter
{
    /// <summary>How long the server asks us to wait; null when it says nothing that can be read. Not bounded here.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues("Retry-After", out var values) ? Read(values.First(), now) : null;

    /// <summary>Reads the value of the header.</summary>
    public static TimeSpan? Read(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds));
        var isDate = DateTimeOffset.TryParseExact(
            value.Trim(),
            "r",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        );
        return isDate && date > now ? date - now : null;
    }
}
