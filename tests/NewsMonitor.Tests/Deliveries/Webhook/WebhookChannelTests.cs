using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Webhook;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Webhook;

public sealed class WebhookChannelTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly HttpMessageInvoker _client = WebhookClient.Create();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2020, 1, 6, 20, 8, 0, TimeSpan.Zero));
    private WebhookListener _endpoint = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _endpoint = await WebhookListener.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _endpoint.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_is_posted_with_id_time_and_a_signature_that_holds()
    {
        var alert = Sample.Alert("ops-hook");
        Assert.IsType<Delivered>(await DeliverAsync(alert, Secret));
        var post = Assert.Single(_endpoint.Posts);
        Assert.Equal(("POST", "/hook?key=canary"), (post.Method, post.Target));
        Assert.Equal(alert.DeliveryId.Value, post.Id);
        Assert.Matches("^[A-Za-z0-9_-]+$", post.Id);
        Assert.Equal($"{_time.GetUtcNow().ToUnixTimeSeconds()}", post.Headers["webhook-timestamp"]);
        Assert.Equal(
            WebhookSignature.Sign([Secret], post.Id, _time.GetUtcNow(), post.Body),
            post.Headers["webhook-signature"]
        );
        Assert.Equal("application/json; charset=utf-8", post.Headers["Content-Type"]);
        Assert.StartsWith("Monitor/", post.Headers["User-Agent"]);
        Assert.Equal(WebhookBody.Of(alert), post.Body);
    }

    [Fact]
    public async Task A_later_attempt_has_the_same_id_and_body_and_a_new_time_and_signature()
    {
        _endpoint.Then(500);
        await DeliverAsync(Sample.Alert(), Secret);
        _time.Advance(TimeSpan.FromHours(10));
        await DeliverAsync(Sample.Alert(), Secret);
        var (first, second) = (_endpoint.Posts.First(), _endpoint.Posts.Last());
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.NotEqual(first.Headers["webhook-timestamp"], second.Headers["webhook-timestamp"]);
        Assert.Equal(
            WebhookSignature.Sign([Secret], second.Id, _time.GetUtcNow(), second.Body),
            second.Headers["webhook-signature"]
        );
    }

    [Fact]
    public async Task An_endpoint_without_a_secret_gets_no_signature()
    {
        await DeliverAsync(Sample.Alert());
        Assert.DoesNotContain("webhook-signature", _endpoint.Posts.Single().Headers.Keys);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task Every_answer_from_200_to_299_is_success(int code)
    {
        _endpoint.Then(code);
        Assert.IsType<Delivered>(await DeliverAsync(Sample.Alert()));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Every_other_answer_is_tried_again(int code)
    {
        _endpoint.Then(code);
        var deferred = Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert()));
        Assert.Contains($"answered {code}", deferred.Reason);
        Assert.Single(_endpoint.Posts);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_closed_and_its_alert_is_not_lost()
    {
        _endpoint.Then(410);
        Assert.Contains("answered 410", Assert.IsType<Closed>(await DeliverAsync(Sample.Alert())).Reason);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_final()
    {
        _endpoint.Then(413);
        Assert.Contains("answered 413", Assert.IsType<Rejected>(await DeliverAsync(Sample.Alert())).Reason);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await WebhookListener.StartAsync(Token);
        _endpoint.Then(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString(), permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        });
        Assert.Contains("not followed", Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert())).Reason);
        Assert.Empty(elsewhere.Posts);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "Mon, 06 Jan 2020 20:10:00 GMT", 120)]
    [InlineData(429, "604800", 604_800)]
    public async Task What_the_endpoint_asks_for_is_passed_on(int code, string retryAfter, int seconds)
    {
        _endpoint.Then(context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            context.Response.StatusCode = code;
            return Task.CompletedTask;
        });
        var deferred = Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert()));
        Assert.Equal(TimeSpan.FromSeconds(seconds), deferred.RetryAfter);
        Assert.True(deferred.Unreachable);
    }

    [Fact]
    public async Task The_beginning_of_the_answer_is_kept_as_one_printable_line()
    {
        _endpoint.Then(context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync(
                "bad\r\n2026-01-01 ERROR fake \u001B[2J" + new string('x', 5_000),
                Token
            );
        });
        var deferred = Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert()));
        Assert.Contains("answered 500: bad 2026-01-01 ERROR fake [2Jxxx", deferred.Reason);
        Assert.InRange(deferred.Reason.Length, 150, 300);
        Assert.InRange(deferred.Reply!.Length, 900, 1_024);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_endless_answer_counts_by_its_code_and_is_not_read(int code)
    {
        var ended = new TaskCompletionSource();
        _endpoint.Then(async context =>
        {
            context.Response.StatusCode = code;
            var chunk = new byte[64 * 1024];
            try
            {
                // The server throws writes away for a while before it notices that nobody reads.
                while (true)
                    await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                ended.SetResult();
            }
        });
        var result = await DeliverAsync(Sample.Alert());
        Assert.Equal(code == 200, result is Delivered);
        // It ends only when the connection is cut.
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public async Task A_zip_bomb_and_binary_rubbish_in_an_answer_do_no_harm()
    {
        var noise = new byte[4_096];
        new Random(1).NextBytes(noise);
        _endpoint.Then(context =>
        {
            context.Response.StatusCode = 502;
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(noise, Token).AsTask();
        });
        var deferred = Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert()));
        Assert.DoesNotMatch("[\\x00-\\x1F\\x7F]", deferred.Reason);
    }

    [Fact]
    public async Task No_answer_within_thirty_seconds_is_tried_again()
    {
        var posted = new TaskCompletionSource();
        _endpoint.Then(context =>
        {
            posted.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var delivering = DeliverAsync(Sample.Alert());
        await posted.Task.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(delivering.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("did not answer within 30 s", Assert.IsType<Deferred>(await delivering).Reason);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_is_tried_again_later_and_not_at_once()
    {
        _endpoint.Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var deferred = Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert()));
        Assert.False(deferred.Unreachable);
        Assert.Single(_endpoint.Posts);
    }

    [Fact]
    public async Task No_server_is_tried_twice_and_then_rests()
    {
        var delivering = DeliverAsync(
            Sample.Alert(),
            new Uri($"http://127.0.0.1:{await ClosedPortAsync()}/secret-path")
        );
        while (!delivering.IsCompleted)
        {
            await Task.Delay(10, Token);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        var deferred = Assert.IsType<Deferred>(await delivering);
        Assert.True(deferred.Unreachable);
        Assert.Contains("no connection", deferred.Reason);
        Assert.DoesNotContain("secret-path", deferred.Reason);
    }

    [Fact]
    public async Task An_answer_that_is_not_http_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var rubbish = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                await client.GetStream().ReadExactlyAsync(new byte[64], Token);
                await client.GetStream().WriteAsync("SSH-2.0-x\r\n\r\n"u8.ToArray(), Token);
            },
            Token
        );
        var address = new Uri($"http://{listener.LocalEndpoint}/");
        Assert.Contains("not HTTP", Assert.IsType<Deferred>(await DeliverAsync(Sample.Alert(), address)).Reason);
        await rubbish;
    }

    [Fact]
    public async Task A_stop_is_a_stop_and_no_result()
    {
        using var stop = new CancellationTokenSource();
        _endpoint.Then(context =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var channel = Channel(_endpoint.Address, []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.DeliverAsync(Sample.Alert(), stop.Token));
    }

    private Task<DeliveryResult> DeliverAsync(Alert alert, params string[] secrets) =>
        Channel(_endpoint.Address, [.. secrets]).DeliverAsync(alert, Token);

    private Task<DeliveryResult> DeliverAsync(Alert alert, Uri address) =>
        Channel(address, []).DeliverAsync(alert, Token);

    private WebhookChannel Channel(Uri address, ImmutableArray<string> secrets) =>
        new(
            new WebhookReceiver
            {
                Name = "ops-hook",
                Address = address,
                Secrets = secrets,
            },
            _client,
            _time
        );

    /// <summary>A port that was free a moment ago.</summary>
    private static Task<int> ClosedPortAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Task.FromResult(((IPEndPoint)listener.LocalEndpoint).Port);
    }
}
