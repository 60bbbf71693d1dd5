namespace NewsMonitor.Commands;

/// <summary>Why a file that a person named cannot be read, in plain words.</summary>
internal static class FileFault
{
    /// <summary>True for what goes wrong with files, and not with us.</summary>
    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>What is wrong, without the name of the file.</summary>
    public static string InWords(string file, Exception fault) =>
        fault switch
        {
            FileNotFoundException or DirectoryNotFoundException => "there is no such file",
            _ when Directory.Exists(file) => "this is a folder, not a file",
            UnauthorizedAccessException => "this user may not read it",
            ArgumentException => "this is not the name of a file",
            _ => fault.Message,
        };
}
