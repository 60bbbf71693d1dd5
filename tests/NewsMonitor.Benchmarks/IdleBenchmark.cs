using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Benchmarks;

/// <summary><c>idle</c>: how soon the built program polls, and how much memory it keeps while little happens.</summary>
internal static class IdleBenchmark
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var program = new Option<string>("--program")
        {
            Description = "The built program: monitor (apphost or NativeAOT), or monitor.dll for 'dotnet monitor.dll'",
            HelpName = "PATH",
            Required = true,
        };
        var feeds = new Option<int>("--feeds") { DefaultValueFactory = _ => 100, Description = "How many feeds" };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long" };
        var every = new Option<string>("--every")
        {
            DefaultValueFactory = _ => "1m",
            Description = "How often each feed is polled",
        };
        var command = new Command("idle", "Start-up time to the first poll, and resident memory while it runs (Linux).")
        {
            program,
            feeds,
            minutes,
            every,
        };
        command.SetAction(
            (given, token) =>
                RunAsync(
                    given.GetRequiredValue(program),
                    given.GetValue(feeds),
                    TimeSpan.FromMinutes(given.GetValue(minutes)),
                    given.GetRequiredValue(every),
                    token
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string program,
        int feeds,
        TimeSpan length,
        string every,
        CancellationToken cancellationToken
    )
    {
        using var scratch = new ScratchFolder(null);
        await using var newsroom = await Newsroom.OpenAsync(feeds, cancellationToken);
        var config = WriteConfiguration(scratch, newsroom.Address, feeds, every);
        var started = Stopwatch.GetTimestamp();
        using var monitor = Start(program, config);
        var said = Task.WhenAll(
            monitor.StandardOutput.ReadToEndAsync(cancellationToken),
            monitor.StandardError.ReadToEndAsync(cancellationToken)
        );
        try
        {
            await PrintStartAsync(newsroom, monitor, started, cancellationToken);
            await PrintMemoryAsync(newsroom, monitor, length, cancellationToken);
            return await StopAsync(monitor, cancellationToken);
        }
        finally
        {
            if (!monitor.HasExited)
                monitor.Kill();
            Console.Write(string.Concat(await said));
        }
    }

    private static async Task PrintStartAsync(
        Newsroom newsroom,
        Process monitor,
        long started,
        CancellationToken cancellationToken
    )
    {
        var first = newsroom.FirstPoll;
        var ended = monitor.WaitForExitAsync(cancellationToken);
        var late = Task.Delay(LongestStart, cancellationToken);
        if (await Task.WhenAny(first, ended, late) != first)
            throw new InvalidOperationException("the program did not poll: see what it said");
        Measure.Print("start to first poll", $"{Stopwatch.GetElapsedTime(started, await first).TotalSeconds:0.00} s");
    }

    private static async Task PrintMemoryAsync(
        Newsroom newsroom,
        Process monitor,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < length)
        {
            var pause = length - elapsed < TimeSpan.FromMinutes(1) ? length - elapsed : TimeSpan.FromMinutes(1);
            await Task.Delay(pause, cancellationToken);
            if (monitor.HasExited)
                throw new InvalidOperationException("the program ended early: see what it said");
            PrintMemory(monitor, Stopwatch.GetElapsedTime(started), newsroom.Polls);
        }
    }

    private static void PrintMemory(Process monitor, TimeSpan after, int polls)
    {
        var status = File.ReadLines($"/proc/{monitor.Id}/status").ToList();
        Measure.Print(
            string.Create(CultureInfo.InvariantCulture, $"resident memory after {after.TotalMinutes:0.0} min"),
            $"{Kilobytes(status, "VmRSS:") / 1024.0:0.0} MiB",
            string.Create(
                CultureInfo.InvariantCulture,
                $"highest {Kilobytes(status, "VmHWM:") / 1024.0:0.0} MiB, {polls} polls, {CpuSeconds(monitor):0.00} s of CPU"
            )
        );
    }

    private static double CpuSeconds(Process monitor)
    {
        monitor.Refresh();
        return monitor.TotalProcessorTime.TotalSeconds;
    }

    private static long Kilobytes(IEnumerable<string> status, string name) =>
        long.Parse(
            status
                .First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
                .Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );

    /// <summary>Asks it to stop as a service manager does.</summary>
    private static async Task<int> StopAsync(Process monitor, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", monitor.Id.ToString(CultureInfo.InvariantCulture)]);
        await monitor.WaitForExitAsync(cancellationToken).WaitAsync(LongestStop, cancellationToken);
        Measure.Print(
            "SIGTERM to exit",
            $"{Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s",
            $"exit code {monitor.ExitCode}"
        );
        return monitor.ExitCode;
    }

    private static Process Start(string program, string config)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var argument in (string[])[.. isAssembly ? [program] : Array.Empty<string>(), "run", "--config", config]
        )
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string WriteConfiguration(ScratchFolder scratch, string newsroom, int feeds, string every)
    {
        var config = scratch.Inner("config");
        var list = new StringBuilder("feeds:\n");
        for (var feed = 0; feed < feeds; feed++)
            list.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ url: \"{newsroom}/feeds/{feed}.xml\", every: {every} }}\n"
            );
        Write("feeds.yaml", list.ToString());
        Write("receivers.yaml", "receivers:\n  - { name: desk, email: desk@example.org }\n");
        Write(
            "rules/iraq.yaml",
            "rules:\n  - { name: Iraq, phrases: [troop withdrawal], places: [Iraq], notify: [desk] }\n"
        );
        Write(
            "monitor.yaml",
            $$"""
            data: {{scratch.Inner("data")}}
            status: off
            log: { level: warning }
            network: { allow: ["127.0.0.1"] }
            fetch: { per_host: 16 }
            email: { pickup: {{scratch.Inner("mail")}} }

            """
        );
        return config;

        void Write(string file, string text)
        {
            var path = Path.Combine(config, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>Serves the feeds on loopback: a page that gains an item every tenth visit, else "not modified".</summary>
    private sealed class Newsroom : IAsyncDisposable
    {
        private readonly WebApplication _server;
        private readonly int[] _visits;
        private readonly TaskCompletionSource<long> _firstPoll = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private int _polls;

        private Newsroom(WebApplication server, int feeds)
        {
            _server = server;
            _visits = new int[feeds];
            server.MapGet("/feeds/{feed:int}.xml", Serve);
        }

        public string Address => _server.Urls.Single();

        /// <summary>When the first request came.</summary>
        public Task<long> FirstPoll => _firstPoll.Task;

        public int Polls => _polls;

        public static async Task<Newsroom> OpenAsync(int feeds, CancellationToken cancellationToken)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var newsroom = new Newsroom(builder.Build(), feeds);
            await newsroom._server.StartAsync(cancellationToken);
            return newsroom;
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private async Task Serve(HttpContext visit, int feed)
        {
            _firstPoll.TrySetResult(Stopwatch.GetTimestamp());
            Interlocked.Increment(ref _polls);
            var issue = Interlocked.Increment(ref _visits[feed]) / 10;
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{issue}\"");
            if (visit.Request.Headers.IfNoneMatch == tag)
            {
                visit.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
            visit.Response.Headers.ETag = tag;
            visit.Response.ContentType = "application/rss+xml";
            await visit.Response.Body.WriteAsync(
                new Newsprint(feed).Page($"outlet-{feed}", 30, issue),
                visit.RequestAborted
            );
        }
    }
}
