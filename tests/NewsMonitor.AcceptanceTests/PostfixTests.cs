using System.Text.Json;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A real mail server, with STARTTLS and a password.</summary>
public sealed class PostfixTests
{
    private const int Reports = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postfix_takes_the_mails_over_starttls_with_a_password()
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        await using var postfix = await PostfixServer.StartAsync(Token);
        await using var world = await OpenAsync(postfix, PostfixServer.Password);
        await using var worker = await RunAsync(world);

        await World.UntilAsync(
            () => postfix.Mails.Length >= Reports && world.Webhook.Count >= Reports,
            Patience,
            worker,
            Token
        );

        Assert.Equal(
            world.Webhook.Calls.Select(call => ItemOf(call.Body)).Order(),
            postfix.Mails.Select(mail => mail.Headers["X-Monitor-Item"]).Order()
        );
        Assert.Equal(await IdsAsync(world), postfix.Mails.Select(mail => mail.MessageId!.Split('@')[0]).Order());
        Assert.All(
            postfix.Mails,
            mail => Assert.Contains("ESMTPSA", mail.Headers["Received"], StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_wrong_password_defers_the_alert_with_a_plain_reason_and_loses_nothing()
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        await using var postfix = await PostfixServer.StartAsync(Token);
        await using var world = await OpenAsync(postfix, "wrong");
        await using (var worker = await RunAsync(world))
            await World.UntilAsync(
                () => worker.Output.Contains("refuses our user or password", StringComparison.Ordinal),
                Patience,
                worker,
                Token
            );

        var due = await DeliveriesAsync(world, "--due");
        Assert.Equal(Reports, due.Length);
        Assert.Contains(
            due,
            alert => alert.ToString().Contains("refuses our user or password", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(due, alert => alert.ToString().Contains("wrong", StringComparison.Ordinal));
        Assert.Empty(postfix.Mails);

        world.WriteSecret("smtp.password", PostfixServer.Password);
        await using var mended = world.Run();
        await World.UntilAsync(() => postfix.Mails.Length >= Reports, Patience, mended, Token);
    }

    internal static async Task<World> OpenAsync(PostfixServer postfix, string password)
    {
        var world = await World.OpenAsync(feeds: 1, Token);
        var secret = world.WriteSecret("smtp.password", password);
        world.WriteMonitorFile(
            $"{{ host: 127.0.0.1, port: {postfix.Port}, security: starttls, user: {PostfixServer.User}, password_file: \"{secret}\", ca_file: \"{postfix.CertificateAuthority}\" }}"
        );
        return world;
    }

    private static async Task<MonitorProcess> RunAsync(World world)
    {
        var worker = await world.RunPastBaselineAsync(Token);
        for (var report = 1; report <= Reports; report++)
            world.Feeds[0].Publish(report);
        return worker;
    }

    private static async Task<IEnumerable<string>> IdsAsync(World world) =>
        (await DeliveriesAsync(world, "--receiver", "desk"))
            .Select(alert => alert.GetProperty("id").GetString()!)
            .Order();

    internal static async Task<JsonElement[]> DeliveriesAsync(World world, params string[] arguments)
    {
        var outcome = await MonitorProgram.RunAsync(
            ["deliveries", "list", "--config", world.ConfigurationFolder, "--format", "json", .. arguments],
            Patience,
            Token
        );
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return [.. JsonDocument.Parse(outcome.Output).RootElement.EnumerateArray()];
    }

    private static string ItemOf(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("item").GetProperty("id").GetString()!;
    }
}
