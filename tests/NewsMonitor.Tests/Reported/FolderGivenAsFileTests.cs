using NewsMonitor.Commands;
using NewsMonitor.Tests.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary><c>monitor match FOLDER</c> ended with a stack trace of an UnauthorizedAccessException.</summary>
public sealed class FolderGivenAsFileTests : IDisposable
{
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Match_says_that_it_is_a_folder()
    {
        var run = await CommandRun.OfAsync("match", "-c", _world.Folder, _world.Folder);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal($"{_world.Folder}: this is a folder, not a file", run.Errors.TrimEnd());
    }

    [Fact]
    public async Task Match_says_that_there_is_no_such_file()
    {
        var run = await CommandRun.OfAsync("match", "-c", _world.Folder, "no-such-file");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal("no-such-file: there is no such file", run.Errors.TrimEnd());
    }
}
