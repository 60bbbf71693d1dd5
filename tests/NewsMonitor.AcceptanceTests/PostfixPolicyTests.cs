using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>What a real mail server does to those who send: greylisting, refusals for now and for good, a death after the dot.</summary>
public sealed class PostfixPolicyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Greylisted_the_mail_comes_later_refused_it_is_a_dead_letter_and_neither_holds_up_the_third()
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        var tries = new ConcurrentDictionary<string, int>();
        await using var policy = new PolicyServer(asked =>
            asked["protocol_state"] != "RCPT" ? "DUNNO"
            : tries.AddOrUpdate(asked["recipient"], 1, (_, before) => before + 1) is var attempt
            && asked["recipient"].StartsWith("grey", StringComparison.Ordinal)
                ? attempt == 1 ? "450 4.2.0 greylisted, come again"
                    : "DUNNO"
            : asked["recipient"].StartsWith("never", StringComparison.Ordinal) ? "550 5.7.1 refused by policy"
            : "DUNNO"
        );
        await using var postfix = await PostfixServer.StartAsync(Token, policy.Port);
        await using var world = await PostfixTests.OpenAsync(postfix, PostfixServer.Password);
        WriteReceivers(world, "grey", "never", "plain");
        await using var worker = await world.RunPastBaselineAsync(Token);
        world.Feeds[0].Publish(1);

        await World.UntilAsync(() => Told("grey").Length > 0 && Told("plain").Length > 1, Patience, worker, Token);

        Assert.Single(Told("grey"));
        Assert.Equal(2, tries["grey@newsroom.example"]);
        // The alert, and the notice that somebody else did not get his.
        Assert.Contains(Told("plain"), mail => mail.Headers["X-Monitor-Item"] == PublishedFeed.GuidOf(1));
        Assert.Contains(
            Told("plain"),
            mail => mail.Subject!.Contains("never did not get an alert", StringComparison.Ordinal)
        );
        Assert.Empty(Told("never"));
        Assert.Equal(1, tries["never@newsroom.example"]);
        var dead = Assert.Single(await DeliveriesAsync(world, "--dead"));
        Assert.Contains("refused by policy", dead.ToString(), StringComparison.Ordinal);

        MimeKit.MimeMessage[] Told(string name) =>
            [.. postfix.Mails.Where(mail => mail.To.Mailboxes.Single().Address == $"{name}@newsroom.example")];
    }

    [Fact]
    public async Task A_server_that_dies_after_the_final_dot_gets_the_mail_again_under_the_same_id()
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        var ids = new ConcurrentQueue<string>();
        await using var policy = new PolicyServer(asked =>
        {
            if (asked["protocol_state"] != "END-OF-MESSAGE")
                return "DUNNO";
            ids.Enqueue(asked["queue_id"]);
            // The process that talks to us, which this test has started with the server: its id begins the instance.
            if (ids.Count == 1)
                Process
                    .GetProcessById(
                        int.Parse(asked["instance"].Split('.')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    )
                    .Kill();
            return "DUNNO";
        });
        await using var postfix = await PostfixServer.StartAsync(Token, policy.Port);
        await using var world = await PostfixTests.OpenAsync(postfix, PostfixServer.Password);
        WriteReceivers(world, "desk");
        await using var worker = await world.RunPastBaselineAsync(Token);
        world.Feeds[0].Publish(1);

        await World.UntilAsync(() => postfix.Mails.Length >= 1, Patience, worker, Token);

        Assert.True(ids.Count >= 2);
        Assert.Single(postfix.Mails.Select(mail => mail.MessageId).Distinct());
        var sent = Assert.Single(await DeliveriesAsync(world, "--receiver", "desk"));
        Assert.Equal(2, sent.GetProperty("attempts").GetInt32());
        Assert.StartsWith(sent.GetProperty("id").GetString()!, postfix.Mails[0].MessageId, StringComparison.Ordinal);
    }

    private static void WriteReceivers(World world, params string[] names)
    {
        var receivers = names.Select(name => $"  - {{ name: {name}, email: {name}@newsroom.example }}");
        world.Write("receivers.yaml", $"receivers:\n{string.Join('\n', receivers)}\n");
        world.WriteRule(names);
    }

    private static Task<JsonElement[]> DeliveriesAsync(World world, params string[] arguments) =>
        PostfixTests.DeliveriesAsync(world, arguments);
}
