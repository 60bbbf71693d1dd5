namespace NewsMonitor.Benchmarks;

/// <summary>How far found groups agree with the true ones.</summary>
internal sealed record ClusterScore(
    double BPrecision,
    double BRecall,
    double PairPrecision,
    double PairRecall,
    double Nmi,
    int Found,
    int Gold
)
{
    public double BCubed => 2 * BPrecision * BRecall / (BPrecision + BRecall);

    public double Pairwise => 2 * PairPrecision * PairRecall / (PairPrecision + PairRecall);

    /// <summary>Scores one group name an item against the true one.</summary>
    public static ClusterScore Of(string[] found, string[] gold)
    {
        var founds = found.CountBy(name => name).ToDictionary();
        var golds = gold.CountBy(name => name).ToDictionary();
        var both = found.Zip(gold).CountBy(pair => pair).ToDictionary();
        double precision = 0;
        double recall = 0;
        double shared = 0;
        foreach (var ((name, truth), count) in both)
        {
            precision += (double)count * count / founds[name];
            recall += (double)count * count / golds[truth];
            shared +=
                (double)count
                / found.Length
                * Math.Log((double)count * found.Length / ((double)founds[name] * golds[truth]));
        }
        var pairs = Pairs(both.Values);
        return new ClusterScore(
            precision / found.Length,
            recall / found.Length,
            pairs / Pairs(founds.Values),
            pairs / Pairs(golds.Values),
            2 * shared / (Entropy(founds.Values, found.Length) + Entropy(golds.Values, found.Length)),
            founds.Count,
            golds.Count
        );
    }

    private static double Pairs(IEnumerable<int> sizes) => sizes.Sum(size => (double)size * (size - 1) / 2);

    private static double Entropy(IEnumerable<int> sizes, int all) =>
        -sizes.Sum(size => (double)size / all * Math.Log((double)size / all));
}
