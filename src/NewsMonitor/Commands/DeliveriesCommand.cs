using System.CommandLine;

namespace NewsMonitor.Commands;

/// <summary><c>monitor deliveries</c>.</summary>
internal static class DeliveriesCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("deliveries", "Show what is owed, sent or given up");
}
