namespace NewsMonitor.Core.Stories;

/// <summary>
/// The arithmetic of belonging. A story is a set of items, and each term stands in an item of it with a chance of its own,
/// of which we know beforehand how common the term is (a beta prior of a given strength). Everything is in nats.
/// </summary>
internal static class Likelihood
{
    /// <summary>How much more likely a term is in an item of the story than in any item.</summary>
    /// <param name="held">So many items of the story hold the term.</param>
    /// <param name="items">So many items the story has.</param>
    /// <param name="common">The share of all items that hold the term.</param>
    /// <param name="strength">The weight of what is known beforehand, in items.</param>
    public static double Present(int held, int items, double common, double strength) =>
        Math.Log((held + strength * common) / ((items + strength) * common));

    /// <summary>How much less likely an item of the story is without a term that so many of its items hold.</summary>
    public static double Absent(int held, int items, double strength) => Math.Log(1 - held / (items + strength));

    /// <summary>
    /// How well a term is told by the items of one set: the marginal likelihood that so many of them hold it.
    /// </summary>
    public static double Told(int held, int items, double common, double strength)
    {
        var (yes, no) = (strength * common, strength * (1 - common));
        return Rising(yes, held) + Rising(no, items - held) - Rising(strength, items);
    }

    /// <summary>The logarithm of x (x+1) … (x+n-1).</summary>
    private static double Rising(double x, int n)
    {
        if (n > 24)
            return LogGamma(x + n) - LogGamma(x);
        var product = 1.0;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            product *= x + i;
            if (product > 1e200)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }
        return sum + Math.Log(product);
    }

    /// <summary>Stirling's series, after shifting small arguments up: exact to 1e-10 for positive arguments.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        while (x < 8)
            shift -= Math.Log(x++);
        var inverse = 1 / (x * x);
        var series = 1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680));
        return shift + (x - 0.5) * Math.Log(x) - x + 0.918938533204673 + series / x;
    }
}
