using System.Collections.Immutable;

namespace NewsMonitor.Configuration.Reloading;

/// <summary>
/// Finds out, look by look, when the files of a configuration say something else than what was last read, and reads them
/// once they have come to rest. Compared are names and bytes: a file that was only touched has not changed.
/// </summary>
/// <remarks>
/// What is handed out was read from files that were the same before and after: a save in two writes, or a folder in the
/// middle of being copied, is never taken for the whole.
/// </remarks>
internal sealed class ConfigurationWatch(
    string folder,
    ConfigurationSources inForce,
    TimeProvider time,
    IReadOnlyDictionary<string, string>? environment = null
)
{
    /// <summary>The time between two looks when nothing hints at a change.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Files are read when they have not changed for so long: editors save in several writes.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>What was refused is read again, though the files are the same: a secret may have come, or a right to read.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private readonly FolderPrints prints = new(folder, time);
    private ConfigurationSources read = inForce;
    private ImmutableArray<ConfigurationProblem> refusedFor = [];
    private string seen = inForce.Print;
    private long seenSince = time.GetTimestamp();
    private long? tryAgainSince;
    private volatile bool isAsked;

    /// <summary>True while the files are changing: the next look should be soon.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>Reads the files at the next look, changed or not, and tells what came of it.</summary>
    public void Ask() => isAsked = true;

    /// <summary>What was handed out could not be taken over: it is handed out again after a while.</summary>
    public void TryAgainLater() => tryAgainSince = time.GetTimestamp();

    /// <summary>The configuration, or what is wrong with it, when the files say something new and rest; else null.</summary>
    public ConfigurationResult? Look()
    {
        See(prints.Take(read.Includes));
        var isDue = seen != read.Print || isAsked || IsTimeToTryAgain;
        IsMoving = isDue && time.GetElapsedTime(seenSince) < Rest;
        return isDue && !IsMoving ? Read() : null;
    }

    private bool IsTimeToTryAgain => tryAgainSince is { } since && time.GetElapsedTime(since) >= TryAgainAfter;

    private void See(string print)
    {
        if (print == seen)
            return;
        seen = print;
        seenSince = time.GetTimestamp();
    }

    private ConfigurationResult? Read()
    {
        var wasAsked = isAsked;
        isAsked = false;
        var result = ConfigurationLoader.Load(folder, environment: environment);
        See(prints.Take(result.Sources.Includes));
        IsMoving = seen != result.Sources.Print;
        if (IsMoving)
        {
            isAsked |= wasAsked;
            return null;
        }
        var isNews = wasAsked || result is Loaded || !refusedFor.SequenceEqual(((Refused)result).Problems);
        read = result.Sources;
        refusedFor = result is Refused refused ? refused.Problems : [];
        tryAgainSince = result is Refused ? time.GetTimestamp() : null;
        return isNews ? result : null;
    }
}
