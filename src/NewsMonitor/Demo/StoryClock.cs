using System.Collections.Immutable;

namespace NewsMonitor.Demo;

/// <summary>
/// Days of a story in seconds of the demo: stands still at the beginning until it is started, at every pause until it is
/// started again, and at the end.
/// </summary>
/// <param name="time">The real clock.</param>
/// <param name="begins">The first moment of the story.</param>
/// <param name="ends">Its last.</param>
/// <param name="lasts">How long it takes here, pauses not counted.</param>
/// <param name="pauses">Where it stands still on its way, in order.</param>
internal sealed class StoryClock(
    TimeProvider time,
    DateTimeOffset begins,
    DateTimeOffset ends,
    TimeSpan lasts,
    ImmutableArray<DateTimeOffset> pauses = default
)
{
    private readonly ImmutableArray<DateTimeOffset> _stops = pauses.IsDefault ? [ends] : [.. pauses, ends];
    private volatile Act _act = new(begins, Started: null, Stop: 0);

    /// <summary>The moment that the story has come to.</summary>
    public DateTimeOffset Now => NowIn(_act);

    /// <summary>True when it stands still until it is started again, or for good.</summary>
    public bool HasStopped => _act is { Started: not null } act && NowIn(act) == _stops[act.Stop];

    /// <summary>True when all has been told.</summary>
    public bool HasEnded => Now == ends;

    /// <summary>Lets the story begin, or go on from where it stands still.</summary>
    public void Start()
    {
        var act = _act;
        _act = act.Started is null
            ? act with
            {
                Started = time.GetTimestamp(),
            }
            : new(_stops[act.Stop], time.GetTimestamp(), Math.Min(act.Stop + 1, _stops.Length - 1));
    }

    private DateTimeOffset NowIn(Act act)
    {
        if (act.Started is not { } started)
            return act.From;
        var told = act.From + ((ends - begins) * (time.GetElapsedTime(started) / lasts));
        return told < _stops[act.Stop] ? told : _stops[act.Stop];
    }

    private sealed record Act(DateTimeOffset From, long? Started, int Stop);
}
