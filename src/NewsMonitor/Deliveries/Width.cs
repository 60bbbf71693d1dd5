namespace NewsMonitor.Deliveries;

/// <summary>
/// How many attempts to one receiver are under way at once: one, and more and more while a backlog goes out and all goes
/// well. So a crash in ordinary times can cost one copy, a receiver that has just come back is met with one call, and a
/// backlog of thousands does not wait for each answer before the next call.
/// </summary>
/// <param name="most">From 1.</param>
internal sealed class Width(int most)
{
    /// <summary>For each one under way so many must have gone well before it is doubled.</summary>
    private const int WellForEach = 64;
    private int _well;

    /// <summary>So many, from 1.</summary>
    public int Now { get; private set; } = 1;

    /// <summary>An attempt succeeded.</summary>
    public void Succeeded()
    {
        if (++_well < WellForEach * Now)
            return;
        (Now, _well) = (Math.Min(Now * 2, most), 0);
    }

    /// <summary>An attempt failed, or nothing more waits.</summary>
    public void Narrow() => (Now, _well) = (1, 0);
}
