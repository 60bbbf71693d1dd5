namespace NewsMonitor.Demo.Manners;

/// <summary>One behaviour that publishers ask of feed readers, and whether a run showed it.</summary>
/// <param name="Asked">What is asked.</param>
/// <param name="Holds">True when the run showed it.</param>
/// <param name="Seen">What was seen.</param>
internal sealed record Behaviour(string Asked, bool Holds, string Seen);
