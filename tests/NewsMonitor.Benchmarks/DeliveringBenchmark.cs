using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Deliveries.Webhook;
using NewsMonitor.Demo;
using NewsMonitor.Ledger;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>delivering</c>: mails and webhooks a second to servers on loopback, with the ledger on, beside the bare loop of the
/// library over the same messages.
/// </summary>
internal static class DeliveringBenchmark
{
    private const int OwedAtOnce = 1_000;
    private static int _arrived;

    public static Command Create()
    {
        var count = new Option<int>("--alerts")
        {
            Description = "How many alerts each receiver is owed. Default: 3000; a backlog: 100000",
            HelpName = "N",
            DefaultValueFactory = _ => 3_000,
        };
        var folder = new Option<string?>("--data")
        {
            Description = "Where the ledger is made and removed again: name a folder on the disk to be measured",
            HelpName = "DIR",
        };
        var only = new Option<string?>("--only")
        {
            Description = "Only the cases whose name begins with this: webhooks, mails",
            HelpName = "NAME",
        };
        var command = new Command("delivering", "Mails and webhooks a second, each claimed and settled on disk.")
        {
            count,
            folder,
            only,
        };
        command.SetAction(
            (given, token) => RunAsync(given.GetValue(count), given.GetValue(folder), given.GetValue(only) ?? "", token)
        );
        return command;
    }

    private static async Task RunAsync(int count, string? folder, string only, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(folder);
        _arrived = 0;
        await using var mail = SmtpListener.Start(
            TimeProvider.System,
            _ =>
            {
                Interlocked.Increment(ref _arrived);
                return "250 2.0.0 taken";
            },
            forgets: true
        );
        await using var hook = await LoopbackServer.StartAsync(
            async context =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                context.Response.StatusCode = 204;
                Interlocked.Increment(ref _arrived);
            },
            cancellationToken
        );
        var webhook = new WebhookReceiver
        {
            Name = "hook",
            Address = new Uri(hook.Address, "hook"),
            Secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        };
        var desk = new EmailReceiver { Name = "desk", Address = "desk@example.org" };

        var bareMails = Measure.PrintRate(
            "mails, MailKit alone, one connection",
            1_000,
            "mails",
            await Measure.TimeAsync(() => BareMailsAsync(mail.Port, 1_000, cancellationToken))
        );
        var bareHooks = Measure.PrintRate(
            "webhooks, HttpClient alone",
            3_000,
            "calls",
            await Measure.TimeAsync(() => BareHooksAsync(webhook, 3_000, cancellationToken))
        );
        var settings = new MailSettings
        {
            From = "Monitor <monitor@example.org>",
            Smtp = new SmtpSettings
            {
                Host = "127.0.0.1",
                Port = mail.Port,
                Security = SmtpSecurity.Plain,
            },
        };
        foreach (var (receivers, what, bare) in Cases(webhook, desk, bareMails, bareHooks))
        {
            if (!what.StartsWith(only, StringComparison.Ordinal))
                continue;
            var took = await DeliverAsync(scratch, [.. receivers], settings, count, cancellationToken);
            var rate = count * receivers.Length / took.TotalSeconds;
            Measure.Print(what, $"{rate:N0} /s", Measure.Ratio(rate, bare, "bare"));
        }
        using var self = Process.GetCurrentProcess();
        Measure.Print(
            "most memory resident",
            $"{self.PeakWorkingSet64 / 1048576.0:N0} MiB",
            "servers and books included"
        );
    }

    private static IEnumerable<(Receiver[] Receivers, string What, double Bare)> Cases(
        WebhookReceiver webhook,
        EmailReceiver desk,
        double bareMails,
        double bareHooks
    ) =>
        [
            ([webhook], "webhooks, ledger on, one receiver", bareHooks),
            (
                [.. Enumerable.Range(1, 8).Select(i => webhook with { Name = $"hook-{i}" })],
                "webhooks, ledger on, eight receivers",
                bareHooks
            ),
            ([desk], "mails, ledger on, one receiver", bareMails),
            (
                [.. Enumerable.Range(1, 4).Select(i => desk with { Name = $"desk-{i}" })],
                "mails, ledger on, four receivers",
                bareMails
            ),
        ];

    private static async Task BareMailsAsync(int port, int count, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        // As we do: without this the loop waits 40 ms for each mail, for an acknowledgement that the server delays.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None, cancellationToken);
        var sender = new MailSender(MailboxAddress.Parse("Monitor <monitor@example.org>"));
        for (var i = 0; i < count; i++)
        {
            using var mail = AlertMail.Compose(
                AlertOf("desk", i),
                sender,
                new("", "desk@example.org"),
                TimeProvider.System.GetUtcNow()
            );
            await client.SendAsync(MailFormat.OnTheWire, mail, cancellationToken);
        }
        await client.DisconnectAsync(true, cancellationToken);
    }

    private static async Task BareHooksAsync(WebhookReceiver webhook, int count, CancellationToken cancellationToken)
    {
        using var client = WebhookClient.Create();
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address)
            {
                Content = new ByteArrayContent(WebhookBody.Of(AlertOf("hook", i))),
            };
            using var reply = await client.SendAsync(request, cancellationToken);
            reply.EnsureSuccessStatusCode();
        }
    }

    private static async Task<TimeSpan> DeliverAsync(
        ScratchFolder scratch,
        ImmutableArray<Receiver> receivers,
        MailSettings mail,
        int count,
        CancellationToken cancellationToken
    )
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.ClearProviders())
            .AddLedger(scratch.Inner($"data-{receivers.Length}-{receivers[0].Name}"), TimeSpan.FromDays(60))
            .AddDeliveries(receivers, mail, new DeliveryTerms());
        await using var parts = services.BuildServiceProvider();
        await OweAsync(parts.GetRequiredService<FeedLedger>(), receivers, count, cancellationToken);
        var ledger = parts.GetRequiredService<AlertLedger>();
        var loop = parts.GetServices<IHostedService>().OfType<DeliveryLoop>().Single();
        GC.Collect();
        var before = _arrived;
        var watch = Stopwatch.StartNew();
        await loop.StartAsync(cancellationToken);
        var memory = new List<string>();
        var between = TimeSpan.FromSeconds(Math.Max(1, count * receivers.Length / 10_000));
        // The ledger is asked only at the end: asking it for what is owed reads all that is.
        while (
            _arrived - before < count * receivers.Length
            || (await ledger.ReceiversOwedAsync(cancellationToken)).Length > 0
        )
        {
            if (watch.Elapsed > between * memory.Count)
                memory.Add(string.Create(CultureInfo.InvariantCulture, $"{ResidentMiB():N0}"));
            await Task.Delay(20, cancellationToken);
        }
        var took = watch.Elapsed;
        await loop.StopAsync(cancellationToken);
        Measure.Print("memory on the way", $"{string.Join(' ', memory)} MiB", $"every {between.TotalSeconds:N0} s");
        return took;
    }

    private static double ResidentMiB()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1048576.0;
    }

    private static async Task OweAsync(
        FeedLedger ledger,
        ImmutableArray<Receiver> receivers,
        int count,
        CancellationToken cancellationToken
    )
    {
        for (var from = 0; from < count; from += OwedAtOnce)
        {
            ImmutableArray<Alert> alerts =
            [
                .. Enumerable
                    .Range(from, Math.Min(OwedAtOnce, count - from))
                    .SelectMany(i => receivers.Select(receiver => AlertOf(receiver.Name, i))),
            ];
            ImmutableArray<Item> items = [.. alerts.Select(alert => alert.Item).DistinctBy(item => item.Key)];
            await ledger.RecordAsync(
                new PollRecord
                {
                    Feed = "example",
                    Address = "https://example.org/feed.xml",
                    At = TimeProvider.System.GetUtcNow(),
                    NextPoll = TimeProvider.System.GetUtcNow(),
                    Page = new ListedPage
                    {
                        DocumentHash = $"{from}",
                        Policy = IdentityPolicy.Guid,
                        Listed = items,
                        Unseen = items,
                        Alerts = alerts,
                    },
                },
                cancellationToken
            );
        }
    }

    private static Alert AlertOf(string receiver, int number)
    {
        const string Title = "US to withdraw troops from Iraq, officials say";
        var identity = new ItemIdentity($"{number:x16}", null, $"{number}");
        var item = new Item
        {
            Feed = "example",
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Title = $"{Title} ({number})",
            Summary =
                "The troops are to leave within a year, officials said on Monday. No date was set for the first of them.",
            Link = new Uri($"https://example.org/news/{number}"),
        };
        return new Alert
        {
            Id = AlertId.Of("iraq", "example", item.Key, AlertReason.NewStory),
            Receiver = receiver,
            Reason = AlertReason.NewStory,
            RuleId = "iraq",
            RuleName = "Iraq troop withdrawal",
            Source = "Example World",
            Item = item,
            Evidence =
            [
                new Evidence(
                    "phrase: troop withdrawal",
                    ItemField.Title,
                    "withdraw troops",
                    6,
                    21,
                    Title,
                    0,
                    [new(6, 21)],
                    EvidenceReason.VerbNoun
                ),
            ],
            FirstSeen = TimeProvider.System.GetUtcNow(),
        };
    }
}
