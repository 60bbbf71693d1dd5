namespace NewsMonitor.Core.Rules;

/// <summary>When what a rule finds goes out.</summary>
public abstract record DeliveryMode
{
    private protected DeliveryMode() { }
}

/// <summary>At once, each alert on its own.</summary>
public sealed record Instant : DeliveryMode;

/// <summary>Together with what is found within the window, which the first alert opens.</summary>
/// <param name="Window">1 minute to 1 day.</param>
public sealed record Batch(TimeSpan Window) : DeliveryMode;

/// <summary>With the next digest of this name.</summary>
/// <param name="Name">As under <c>digests</c> of monitor.yaml.</param>
public sealed record InDigest(string Name) : DeliveryMode;
