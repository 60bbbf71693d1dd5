using System.Diagnostics;
using System.Text;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// A receiver that is not ours: Node.js with the package standardwebhooks, which MONITOR_NODE_MODULES names the folder of
/// (.ci/run installs it).
/// </summary>
public sealed class StandardWebhooksTests
{
    private const int Reports = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_that_is_not_ours_finds_every_signature_good_and_a_changed_body_bad()
    {
        var modules = Environment.GetEnvironmentVariable("MONITOR_NODE_MODULES");
        Assert.SkipWhen(modules is null, "MONITOR_NODE_MODULES names no folder with the npm package standardwebhooks");
        Assert.SkipUnless(File.Exists("/usr/bin/node"), "Node.js is not here");
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var receiver = Start(modules!, world.Webhook.Secret);
        var port = await PortAsync(receiver);
        world.WriteReceivers($"http://127.0.0.1:{port}/alerts");
        await using var worker = await world.RunPastBaselineAsync(Token);
        for (var report = 1; report <= Reports; report++)
            world.Feeds[0].Publish(report);

        await World.UntilAsync(() => Count(receiver, "verified ") >= Reports, Patience, worker, Token);

        Assert.Equal(0, Count(receiver, "refused "));
        for (var report = 1; report <= Reports; report++)
            Assert.Contains(PublishedFeed.GuidOf(report), receiver.Output, StringComparison.Ordinal);

        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/alerts")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        forged.Headers.Add("webhook-id", "forged");
        forged.Headers.Add("webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");
        forged.Headers.Add("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        using var answer = await client.SendAsync(forged, Token);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    private static MonitorProcess Start(string modules, string secret)
    {
        var start = new ProcessStartInfo("/usr/bin/node", [Path.Combine(AppContext.BaseDirectory, "verify.cjs")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = modules;
        start.Environment["SECRET"] = secret;
        return new MonitorProcess(Process.Start(start)!);
    }

    private static async Task<string> PortAsync(MonitorProcess receiver)
    {
        while (!receiver.Output.Contains('\n', StringComparison.Ordinal))
        {
            Assert.True(receiver.Age < Patience && !receiver.HasExited, receiver.Errors);
            await Task.Delay(20, Token);
        }
        return receiver.Output.Split('\n')[0].Trim();
    }

    private static int Count(MonitorProcess receiver, string what) => receiver.Output.Split(what).Length - 1;
}
