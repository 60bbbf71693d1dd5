using System.Globalization;

namespace NewsMonitor.Benchmarks;

/// <summary>How far the memory of this process has risen above what it was: its peak, as Linux counts it.</summary>
internal sealed class PeakMemory
{
    private readonly long _before;

    private PeakMemory(long before) => _before = before;

    /// <summary>Bytes from the beginning to the highest peak since.</summary>
    public long Rise => Math.Max(0, Read("VmHWM:") - _before);

    /// <summary>The highest that this process ever had, in bytes.</summary>
    public static long Ever => Read("VmHWM:");

    /// <summary>Forgets the former peak.</summary>
    public static PeakMemory Begin()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return new PeakMemory(Read("VmRSS:"));
    }

    private static long Read(string name) =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) * 1024;
}
