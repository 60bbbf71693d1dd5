namespace NewsMonitor.Configuration.Binding;

/// <summary>What every reader needs beside the file: where to complain, what <c>${NAME}</c> stands for, where paths begin.</summary>
internal sealed record Reading(Problems Problems, Variables Variables, string Folder)
{
    /// <summary>False: the tests of rules are read and not run.</summary>
    public bool RunsTests { get; init; } = true;

    /// <summary>The files that were read so far.</summary>
    public FilesRead Files { get; } = new();
}
