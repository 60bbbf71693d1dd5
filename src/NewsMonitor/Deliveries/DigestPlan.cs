namespace NewsMonitor.Deliveries;

/// <summary>When a digest goes out.</summary>
/// <param name="Name">Rules and receivers name it by this.</param>
/// <param name="Cron">Five fields, or a word like <c>@daily</c>.</param>
/// <param name="Zone">Whose wall clock.</param>
internal sealed record DigestPlan(string Name, string Cron, TimeZoneInfo Zone);
