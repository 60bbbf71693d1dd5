using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;
using Polly;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>Posts alerts to one endpoint, signed as Standard Webhooks 1.0 asks.</summary>
/// <param name="receiver">The endpoint.</param>
/// <param name="client">Shared by all endpoints; see <see cref="WebhookClient"/>.</param>
/// <param name="time">Tells the time and measures time-outs.</param>
internal sealed class WebhookChannel(WebhookReceiver receiver, HttpMessageInvoker client, TimeProvider time) : IChannel
{
    /// <summary>For one attempt, from the name lookup to the end of what is read of the reply.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly ProductInfoHeaderValue Product = new(
        "Monitor",
        typeof(WebhookChannel).Assembly.GetName().Version?.ToString(3)
    );
    private readonly ResiliencePipeline _quickRetry = QuickRetry.When(CouldNotConnect, time);

    /// <inheritdoc/>
    public async Task<DeliveryResult> DeliverAsync(Alert alert, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            body = BodyOf(alert);
        }
        catch (TemplateFault fault)
        {
            // Every alert would fail so until somebody mends the template: they are kept until then.
            return new Deferred($"{receiver.Name}: {fault.Message}", Unreachable: true);
        }
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await _quickRetry.ExecuteAsync(
                async token => await PostAsync(alert.DeliveryId, body, token),
                either.Token
            );
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new Deferred($"{Host} did not answer within {Timeout.TotalSeconds} s");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Deferred(
                $"{Host}: no connection within {WebhookClient.ConnectTimeout.TotalSeconds} s",
                Unreachable: true
            );
        }
        catch (HttpRequestException fault)
        {
            return new Deferred($"{Host}: {Explain(fault)}", Unreachable: CouldNotConnect(fault));
        }
        catch (IOException fault)
        {
            return new Deferred($"{Host} broke off: {CleanText.Line(fault.Message)}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<DeliveryResult> PostAsync(DeliveryId id, byte[] body, CancellationToken cancellationToken)
    {
        using var request = Request(id, body);
        CrashPoint.Reached("http-before-send");
        using var reply = await client.SendAsync(request, cancellationToken);
        CrashPoint.Reached("http-reply-read");
        return reply.IsSuccessStatusCode
            ? new Delivered()
            : WebhookReply.Read(
                reply,
                await WebhookReply.BeginningAsync(reply, time, cancellationToken),
                Host,
                time.GetUtcNow()
            );
    }

    private byte[] BodyOf(Alert alert) =>
        receiver.Template is { } template ? TemplateBody.Of(template, alert)
        : receiver.Preset == Preset.Standard ? WebhookBody.Of(alert)
        : PresetBody.Of(receiver, alert);

    private HttpRequestMessage Request(DeliveryId id, byte[] body)
    {
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, PresetBody.AddressOf(receiver))
        {
            Content = new CallBody(body),
            Version = HttpVersion.Version11,
        };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(Product);
        request.Headers.Add("webhook-id", id.Value);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (receiver.Bearer is { } token)
            request.Headers.Authorization = new("Bearer", token);
        if (!receiver.Secrets.IsEmpty)
            request.Headers.Add("webhook-signature", WebhookSignature.Sign(receiver.Secrets, id.Value, now, body));
        return request;
    }

    /// <summary>All of the address that may be shown: path and query can hold secrets.</summary>
    private string Host => receiver.Address.IsDefaultPort ? receiver.Address.Host : receiver.Address.Authority;

    /// <summary>True when nothing of the request can have been read by anyone.</summary>
    private static bool CouldNotConnect(Exception fault) =>
        fault
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
            };

    private static string Explain(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the name does not resolve",
            HttpRequestError.ConnectionError => $"no connection ({Innermost(fault)})",
            HttpRequestError.SecureConnectionError => $"no trusted TLS connection ({Innermost(fault)})",
            HttpRequestError.ResponseEnded => "the connection ended before the answer",
            HttpRequestError.InvalidResponse => "the answer is not HTTP",
            _ => Innermost(fault),
        };

    private static string Innermost(Exception fault) => CleanText.Line(fault.GetBaseException().Message);
}
