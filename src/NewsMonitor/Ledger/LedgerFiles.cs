namespace NewsMonitor.Ledger;

/// <summary>The data folder and the files in it: made for their owner alone, and never made anew over something lost.</summary>
internal static class LedgerFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The ledger of a data folder.</summary>
    public static string LedgerOf(string folder) => Path.Combine(folder, "ledger.db");

    /// <summary>Makes the folder if it is not there; its full path.</summary>
    public static string PrepareFolder(string dataFolder)
    {
        var folder = Path.GetFullPath(dataFolder);
        if (File.Exists(folder))
            throw new LedgerUnavailable($"The data folder {folder} is a file. Name a folder.");
        try
        {
            if (!Directory.Exists(folder))
                MakeFolder(folder);
            return folder;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotPermitted(folder, exception);
        }
        catch (IOException exception)
        {
            throw new LedgerUnavailable($"The data folder {folder} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>True when a ledger is there; throws when what is there is the rest of a lost one.</summary>
    public static bool Exists(string file)
    {
        if (Directory.Exists(file))
            throw new LedgerUnavailable(
                $"{file} is a folder; the ledger is a file of that name. Move the folder away."
            );
        if (File.Exists(file) && new FileInfo(file).Length == 0)
            throw new LedgerUnavailable(
                $"{file} is empty: its contents are lost. Restore it from a backup; or remove it to begin anew, "
                    + "which forgets what was seen and what is owed."
            );
        if (!File.Exists(file) && File.Exists(file + "-wal"))
            throw new LedgerUnavailable(
                $"{file} is missing, but its log {Path.GetFileName(file)}-wal is there. Restore both; or remove the log "
                    + "to begin anew, which forgets what was seen and what is owed."
            );
        return File.Exists(file);
    }

    /// <summary>
    /// Makes a new ledger whole under another name and then gives it its own: so an empty or half-made file of the right
    /// name is always a loss, never a beginning.
    /// </summary>
    public static void MakeNew(string file, Action<string> fill)
    {
        var draft = file + ".new";
        try
        {
            foreach (var left in new[] { draft, draft + "-wal", draft + "-shm", draft + "-journal" })
                File.Delete(left);
            new FileStream(draft, OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileShare.None)).Dispose();
            fill(draft);
            File.Move(draft, file);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotPermitted(file, exception);
        }
        catch (IOException exception)
        {
            throw new LedgerUnavailable($"{file} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Options for a file that only its owner reads and writes, where the system knows owners.</summary>
    public static FileStreamOptions OwnerOnly(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return options;
    }

    /// <summary>The user who runs us may not do what we need.</summary>
    public static LedgerUnavailable NotPermitted(string path, UnauthorizedAccessException reason) =>
        new($"{path}: user {Environment.UserName} may not write here ({reason.Message}).", reason);

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerFolder);
    }
}
