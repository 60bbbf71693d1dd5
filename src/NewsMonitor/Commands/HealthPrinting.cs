using System.Text.Json;
using NewsMonitor.Status;

namespace NewsMonitor.Commands;

/// <summary>Health in words.</summary>
internal static class HealthPrinting
{
    /// <summary>One line of state and one line a reason.</summary>
    public static string Line(string json)
    {
        if (Read(json) is not { } health)
            return json;
        var state =
            $"{health.Status}: {health.Feeds} feeds, {health.FailingFeeds} failing; "
            + $"{health.AlertsDue} alerts due, {health.DeadLetters} dead letters";
        return string.Join(Environment.NewLine, health.Reasons.Select(reason => $"  {reason}").Prepend(state));
    }

    private static Health? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, HealthJson.Default.Health);
        }
        catch (JsonException)
        {
            return null; // Something else listens there: its own words tell more than ours would.
        }
    }
}
