using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>Secrets of every kind go where they belong and nowhere else, whatever fails, at the most talkative level.</summary>
public sealed class CanaryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Canaries =
    [
        "canary-smtp-4f1c",
        "canary-hook-7b2d",
        "canary-bearer-9e3a",
        "canary-route-1d5e",
        "canary-query-6c8f",
        "canary-path-2a9b",
        "canary-user-8d4c",
        "canary-feed-3e7a",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_any_output_whatever_fails()
    {
        var calls = 0;
        await using var hook = await LoopbackServer.StartAsync(
            context =>
            {
                // A server that answers with what it was sent, as badly written ones do, is the hardest case.
                context.Response.StatusCode = Interlocked.Increment(ref calls) % 3 == 0 ? 204 : 500;
                return context.Response.WriteAsync("no", context.RequestAborted);
            },
            Token
        );
        await using var world = await World.OpenAsync(feeds: 1, Token);
        Configure(world, hook.Address);
        await using var worker = await world.RunPastBaselineAsync(Token);
        for (var report = 1; report <= 5; report++)
            world.Feeds[0].Publish(report);
        await World.UntilAsync(() => calls > 6 && world.Webhook.Count >= 5, Patience, worker, Token);
        await Task.Delay(TimeSpan.FromSeconds(2), Token);

        var outputs = new List<(string Where, string Text)>
        {
            ("check", await CommandAsync(world, "check")),
            ("list", await CommandAsync(world, "deliveries", "list", "--format", "json")),
            ("due", await CommandAsync(world, "deliveries", "list", "--due")),
            ("receivers", await CommandAsync(world, "receivers", "list")),
            ("feeds", await CommandAsync(world, "feeds", "list")),
            ("test", await CommandAsync(world, "receivers", "test", "cms")),
            ("test mail", await CommandAsync(world, "receivers", "test", "mail")),
            ("health", await GetAsync(world, "/readyz")),
            ("metrics", await GetAsync(world, "/metrics")),
        };
        await worker.TerminateAsync(Token);
        await worker.ExitAsync(Patience, Token);
        outputs.Add(("log", worker.Output + worker.Errors));
        outputs.Add(("ledger", await LedgerAsync(world)));
        outputs.AddRange(world.Webhook.Calls.Select(call => ("webhook", Encoding.UTF8.GetString(call.Body))));

        Assert.Contains("cms", outputs.Single(one => one.Where == "log").Text, StringComparison.Ordinal);
        foreach (var (where, text) in outputs)
        foreach (var canary in Canaries)
        foreach (var form in (string[])[canary, Uri.EscapeDataString(canary), .. Base64(canary)])
            Assert.False(text.Contains(form, StringComparison.OrdinalIgnoreCase), $"{canary} is in {where}");
    }

    private static void Configure(World world, Uri hook)
    {
        world.Write(
            "monitor.yaml",
            $$"""
            data: {{world.DataFolder}}
            status: { listen: "{{world.StatusAddress}}" }
            network: { allow: [127.0.0.1] }
            stories: false
            log: { level: trace }
            email:
              from: Monitor <monitor@newsroom.example>
              smtp: { host: 127.0.0.1, port: {{world.Mail.Port}}, security: starttls, user: us, password_file: "{{world.WriteSecret(
                "smtp",
                Canaries[0]
            )}}" }
            """
        );
        world.WriteFeeds(
            "1s",
            $"  - {{ url: \"http://user:{Canaries[6]}@127.0.0.1:1/feed.xml?token={Canaries[7]}\", every: 1s }}"
        );
        world.Write(
            "receivers.yaml",
            $$"""
            receivers:
              - { name: hook, webhook: "{{world.Webhook.Address}}", secret_file: "{{world.WriteSecret(
                "hook.secret",
                world.Webhook.Secret
            )}}" }
              - { name: cms, webhook: "{{hook}}{{Canaries[5]}}/in?key={{Canaries[
                4
            ]}}", secret_file: "{{world.WriteSecret("cms", Canaries[1])}}", bearer_file: "{{world.WriteSecret(
                "bearer",
                Canaries[2]
            )}}" }
              - { name: pager, webhook: "{{hook}}v2", preset: pagerduty, routing_key_file: "{{world.WriteSecret(
                "route",
                Canaries[3]
            )}}" }
              - { name: gone, webhook: "http://127.0.0.1:1/{{Canaries[5]}}?key={{Canaries[4]}}" }
              - { name: mail, email: desk@newsroom.example }
            """
        );
        world.Write(
            "rules/iraq.yaml",
            """
            rules:
              - name: Iraq troop withdrawal
                phrases: [troop withdrawal]
                places: [Iraq]
                notify: [hook, cms, pager, gone, mail]
            """
        );
    }

    private static async Task<string> CommandAsync(World world, params string[] arguments)
    {
        var outcome = await MonitorProgram.RunAsync(
            [.. arguments, "--config", world.ConfigurationFolder],
            Patience,
            Token
        );
        return outcome.Output + outcome.Errors;
    }

    private static async Task<string> GetAsync(World world, string path)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{world.StatusAddress}{path}");
        using var reply = await client.SendAsync(request, Token);
        return await reply.Content.ReadAsStringAsync(Token);
    }

    /// <summary>All that the ledger tells of alerts, attempts and receivers.</summary>
    private static async Task<string> LedgerAsync(World world)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={world.DataFolder}/ledger.db;Pooling=False;Mode=ReadOnly"
        );
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT COALESCE(reason, '') || payload FROM alerts
            UNION ALL SELECT reason || COALESCE(reply, '') FROM attempts
            UNION ALL SELECT COALESCE(reason, '') FROM receivers
            UNION ALL SELECT COALESCE(error, '') FROM feeds
            """;
        var text = new StringBuilder();
        await using var rows = await command.ExecuteReaderAsync(Token);
        while (await rows.ReadAsync(Token))
            text.AppendLine(rows.GetString(0));
        return text.ToString();
    }

    /// <summary>Base64 of a text within other bytes has one of three shapes: what of each does not depend on its neighbours.</summary>
    private static IEnumerable<string> Base64(string text)
    {
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. Encoding.UTF8.GetBytes(text)]);
            yield return encoded[(before == 0 ? 0 : 4)..^4];
        }
    }
}
