using System.Diagnostics;
using System.Globalization;

namespace NewsMonitor.Benchmarks;

/// <summary>Measures and prints: one line a figure.</summary>
internal static class Measure
{
    /// <summary>How long the work takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    /// <summary>How long the work takes.</summary>
    public static TimeSpan Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed;
    }

    /// <summary>Prints <c>what   12,345 things/s   (remark)</c> and gives the rate back.</summary>
    public static double PrintRate(string what, double things, string unit, TimeSpan took, string remark = "")
    {
        var rate = things / took.TotalSeconds;
        Print(what, $"{rate:N0} {unit}/s", remark);
        return rate;
    }

    /// <summary>Prints one line.</summary>
    public static void Print(string what, FormattableString figure, string remark = "") =>
        Console.WriteLine($"{what, -44} {figure.ToString(CultureInfo.InvariantCulture), 18}  {remark}".TrimEnd());

    /// <summary><c>0.42 of WHAT</c>.</summary>
    public static string Ratio(double rate, double of, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate / of:0.00} of {what}");
}
