using System.Globalization;
using System.Net;
using System.Text;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>What an answer other than success means, and what of it is kept for people to read.</summary>
internal static class WebhookReply
{
    private const int KeptBytes = 1_024;

    /// <summary>How much of the answer stands in the reason; all that is kept stands beside it.</summary>
    private const int LongestQuoted = 200;
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(5);

    /// <summary>Reads the answer as a result.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="beginning">How its body begins.</param>
    /// <param name="host">The endpoint, as it may be shown.</param>
    /// <param name="now">For a Retry-After that is a date.</param>
    /// <remarks>
    /// 410 says that the endpoint is no more, and 413 that this body is too large, which will not change. Every other answer is also what a wrong address, a missing token or a bad release answers until somebody mends
    /// it, and the alert must still be there then.
    /// </remarks>
    public static DeliveryResult Read(HttpResponseMessage reply, string beginning, string host, DateTimeOffset now)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"{host} answered {(int)reply.StatusCode}");
        var reason = beginning.Length == 0 ? answer : $"{answer}: {CleanText.Cut(beginning, LongestQuoted)}";
        return reply.StatusCode switch
        {
            HttpStatusCode.Gone => new Closed(reason, beginning),
            HttpStatusCode.RequestEntityTooLarge => new Rejected(reason, beginning),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new Deferred(
                $"{answer}, and redirects are not followed: configure the final address",
                Reply: beginning
            ),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new Deferred(
                reason,
                RetryAfter.Read(reply.Headers, now),
                Unreachable: true,
                Reply: beginning
            ),
            _ => new Deferred(reason, RetryAfter.Read(reply.Headers, now), Reply: beginning),
        };
    }

    /// <summary>The first <see cref="KeptBytes"/> bytes as one printable line. A body that dribbles or breaks off is no fault.</summary>
    public static async Task<string> BeginningAsync(
        HttpResponseMessage reply,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var bytes = new byte[KeptBytes];
        var length = 0;
        using var patience = new CancellationTokenSource(ReadingTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var body = await reply.Content.ReadAsStreamAsync(either.Token);
            while (length < KeptBytes && await body.ReadAsync(bytes.AsMemory(length), either.Token) is > 0 and var read)
                length += read;
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException) { }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { }
        return CleanText.Line(Encoding.UTF8.GetString(bytes, 0, length));
    }
}
