namespace NewsMonitor.Core.Stories;

/// <summary>
/// How long the items of a stream are, in terms. Short headlines of one story share few words, so what is known beforehand
/// weighs more and a missing word says little; in longer texts the same names and numbers come back, and their absence tells
/// a look-alike event.
/// </summary>
internal sealed class Texture(long items, long terms)
{
    /// <summary>The strength of what is known beforehand in a stream of short headlines, in items.</summary>
    public const double Strongest = 30;

    private const double Weakest = 1;
    private const double Headline = 10;
    private const double Text = 19;

    /// <summary>Before a stream has shown its own length: so many items of so many terms.</summary>
    private const double FormerItems = 20;
    private const double FormerTerms = 15;

    /// <summary>So many items were read.</summary>
    public long Items { get; private set; } = items;

    /// <summary>So many terms they had.</summary>
    public long Terms { get; private set; } = terms;

    /// <summary>The terms of an average item.</summary>
    public double Mean => (Terms + FormerItems * FormerTerms) / (Items + FormerItems);

    /// <summary>The weight of what is known beforehand, in items. In steps, so that what is computed with it can be kept.</summary>
    public double Strength => Steps[Level];

    /// <summary>How far a missing term counts, 0 to 1.</summary>
    public double Strictness => Math.Clamp((Mean - Headline) / (Text - Headline), 0, 1);

    private static readonly double[] Steps = [30, 25, 20, 16, 13, 10, 8, 6.5, 5, 4, 3.2, 2.5, 2, 1.6, 1.3, 1];

    private int Level
    {
        get
        {
            var wanted = Math.Clamp(Strongest * Math.Pow(Headline / Mean, Steepness), Weakest, Strongest);
            var level = 0;
            while (level + 1 < Steps.Length && Steps[level + 1] >= wanted)
                level++;
            return level;
        }
    }

    private const double Steepness = 5;

    /// <summary>Takes the length of one more item.</summary>
    public void Read(int count)
    {
        Items++;
        Terms += count;
    }
}
