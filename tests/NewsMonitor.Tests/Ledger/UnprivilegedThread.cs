using System.Runtime.InteropServices;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>
/// While it lasts, this thread reaches files as the user nobody (setfsuid(2)), so that file modes hold for a test that runs
/// as root too. For any other user it changes nothing. The thread must not be left in between: no await.
/// </summary>
internal sealed class UnprivilegedThread : IDisposable
{
    private const int Root = 0;
    private const int Nobody = 65534;

    /// <summary>Of no user: setfsuid then changes nothing and tells who it is now.</summary>
    private const int Ask = -1;

    private readonly int _before;

    public UnprivilegedThread()
    {
        _before = SetFileUser(Ask);
        if (_before != Root)
            return;
        _ = SetFileUser(Nobody);
        Assert.Equal(Nobody, SetFileUser(Ask));
    }

    public void Dispose() => _ = SetFileUser(_before);

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(int user);
}
