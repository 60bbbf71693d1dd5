using System.Diagnostics;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>
/// The real program in a network namespace of its own, in which the addresses that must not be contacted are there to be
/// contacted: the kernel counts every connection that is begun, and none may be.
/// </summary>
public sealed class NobodyInTests : IDisposable
{
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task No_connection_is_even_begun_to_an_address_that_is_not_public()
    {
        var (opened, output) = await InNamespaceAsync([
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://0/",
            "http://0177.0.0.1/",
            "http://[::ffff:10.0.0.1]/",
            "http://localhost/",
        ]);

        Assert.Equal(0, opened);
        Assert.Equal(7, output.Split("refused: ").Length - 1);
    }

    [Fact]
    public async Task Only_a_host_that_the_operator_allows_is()
    {
        _world.Write("monitor.yaml", "network: { allow: [10.0.0.1] }\n");

        var (opened, output) = await InNamespaceAsync(["http://10.0.0.1/", "http://169.254.169.254/"]);

        Assert.InRange(opened, 1, 2);
        Assert.Contains("10.0.0.1: connection refused", output, StringComparison.Ordinal);
        Assert.Contains("refused: 169.254.169.254 resolves to non-public", output, StringComparison.Ordinal);
    }

    /// <summary>How many connections were begun there, and what the program said.</summary>
    private async Task<(int Opened, string Output)> InNamespaceAsync(string[] addresses)
    {
        Assert.SkipUnless(await CanAsync(), "network namespaces cannot be made here (unshare -n, ip)");
        var visits = addresses.Select(address =>
            $"dotnet '{Path.Combine(AppContext.BaseDirectory, "monitor.dll")}' feeds discover '{address}' -c '{_world.Folder}' 2>&1"
        );
        var script = $"""
            ip link set lo up
            ip addr add 169.254.169.254/32 dev lo
            ip addr add 10.0.0.1/32 dev lo
            {string.Join('\n', visits)}
            grep ^Tcp: /proc/net/snmp | tail -1 | cut -d' ' -f6
            """;
        var (_, output) = await ShellAsync("unshare", "-n", "sh", "-c", script);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (int.Parse(lines[^1], System.Globalization.CultureInfo.InvariantCulture), output);
    }

    private static async Task<bool> CanAsync() =>
        OperatingSystem.IsLinux()
        && (await ShellAsync("sh", "-c", "unshare -n ip link set lo up && test -r /proc/net/snmp")).Code == 0;

    private static async Task<(int Code, string Output)> ShellAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
