using System.Globalization;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitor-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_second_instance_on_the_same_folder_is_refused_with_the_holders_pid()
    {
        using var first = DataFolderLock.Acquire(_folder);

        var refusal = Assert.Throws<LedgerUnavailable>(() => DataFolderLock.Acquire(_folder));

        Assert.Contains(_folder, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}"),
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_folder_is_free_again_when_its_holder_ends()
    {
        DataFolderLock.Acquire(_folder).Dispose();
        DataFolderLock.Acquire(_folder).Dispose();
    }

    [Fact]
    public void Another_folder_is_free()
    {
        using var first = DataFolderLock.Acquire(_folder);
        using var second = DataFolderLock.Acquire(Path.Combine(_folder, "another"));
    }
}
