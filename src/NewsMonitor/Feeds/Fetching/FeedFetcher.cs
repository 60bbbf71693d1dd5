using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>
/// Visits a feed's address with manners: conditional requests (RFC 9110 §13) with validators byte for byte, an honest
/// User-Agent, no cookies, redirects followed by hand and judged hop by hop, one deadline to the last byte.
/// </summary>
internal sealed class FeedFetcher(
    IHttpClientFactory clients,
    HostGates gates,
    FetchSettings settings,
    TimeProvider time
)
{
    /// <summary>The name of its client in <see cref="IHttpClientFactory"/>.</summary>
    public const string Client = "feeds";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private const string Accepted =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
        + "application/json;q=0.9, text/xml;q=0.9, */*;q=0.5";

    private readonly string userAgent = UserAgentOf(settings);

    /// <summary>Fetches the document; whatever can go wrong outside this program is a result, not an exception.</summary>
    public async Task<FetchResult> FetchAsync(Feed feed, Validators validators, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await FollowAsync(feed, validators, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchFailed($"no whole answer within {settings.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception fault)
            when (fault is HttpRequestException or IOException or SocketException or UriFormatException)
        {
            return new FetchFailed(InWords(fault));
        }
    }

    private async Task<FetchResult> FollowAsync(Feed feed, Validators validators, CancellationToken cancellationToken)
    {
        var address = feed.Address;
        var chain = new List<Uri> { address };
        Uri? movedTo = null;
        var isPermanent = true;
        while (true)
        {
            using var turn = await gates.EnterAsync(address, cancellationToken);
            using var request = RequestFor(address, feed.Address, validators);
            using var response = await clients
                .CreateClient(Client)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

            if (!IsRedirect(response.StatusCode))
                return await ReadAsync(response, address, validators, movedTo, cancellationToken);

            if (NextHop(feed, address, response, out var next) is { } refusal)
                return refusal;
            if (chain.Count > settings.MaxRedirects || chain.Contains(next!))
                return new FetchFailed($"too many redirects: {string.Join(" -> ", chain.Append(next!).Select(Shown))}");

            isPermanent &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            movedTo = isPermanent ? next : movedTo;
            chain.Add(next!);
            address = next!;
        }
    }

    private HttpRequestMessage RequestFor(Uri address, Uri first, Validators validators)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, WithoutUser(address));
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", userAgent);
        headers.TryAddWithoutValidation("Accept", Accepted);
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br, deflate");
        if (validators.ETag is not null)
            headers.TryAddWithoutValidation("If-None-Match", validators.ETag);
        if (validators.LastModified is not null)
            headers.TryAddWithoutValidation("If-Modified-Since", validators.LastModified);
        // A password belongs to the host it was written for, and to no host that this one redirects to.
        if (address.UserInfo.Length > 0 && address.Host == first.Host)
            headers.Authorization = BasicFrom(address.UserInfo);
        return request;
    }

    private static Uri WithoutUser(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    private static AuthenticationHeaderValue BasicFrom(string userInfo) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo))));

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static FetchFailed? NextHop(Feed feed, Uri address, HttpResponseMessage response, out Uri? next)
    {
        var location = First(response.Headers, "Location");
        if (string.IsNullOrWhiteSpace(location) || !Uri.TryCreate(address, location, out next))
        {
            next = null;
            return new FetchFailed($"{Status(response)} without an address to go to");
        }
        if (next.Scheme is not ("http" or "https"))
            return new FetchFailed($"redirected to a {next.Scheme}: address; only http and https are followed");
        if (address.Scheme == "https" && next.Scheme == "http" && !feed.AllowHttp)
            return new FetchFailed(
                $"redirected from {Shown(address)} to {Shown(next)}, which is not encrypted. If that is fine, write allow_http: true"
            );
        return null;
    }

    private async Task<FetchResult> ReadAsync(
        HttpResponseMessage response,
        Uri address,
        Validators validators,
        Uri? movedTo,
        CancellationToken cancellationToken
    )
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
            return validators == Validators.None
                ? new FetchFailed("304 Not Modified, without a stored copy: the server answers a question nobody asked")
                : new NotModified();
        if (response.StatusCode == HttpStatusCode.Gone)
            return new FetchFailed("410 Gone: the publisher has ended this feed", Gone: true);
        if (!response.IsSuccessStatusCode)
            return new FetchFailed(Status(response), RetryAfterOf(response));

        var bytes = await BodyReader.ReadAsync(response, settings.MaxBytes, cancellationToken);
        var headers = response.Content.Headers;
        var document = new FeedDocument(
            bytes,
            First(headers, "Content-Type"),
            address,
            First(headers, "Content-Language")
        );
        return new Fetched(
            document,
            new Validators(First(response.Headers, "ETag"), First(headers, "Last-Modified")),
            movedTo
        );
    }

    /// <summary>Seconds or a date (RFC 9110 §10.2.3), never negative and never longer than a day; nonsense counts as absent.</summary>
    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var text = First(response.Headers, "Retry-After")?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.All(char.IsAsciiDigit))
            return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
                : LongestWait;
        if (
            !DateTimeOffset.TryParseExact(
                text,
                "r",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var date
            )
        )
            return null;
        var wait = date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > LongestWait ? LongestWait
            : wait;
    }

    /// <summary>The header as it was sent: the typed ones lose what they cannot read.</summary>
    private static string? First(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string Status(HttpResponseMessage response) =>
        $"{(int)response.StatusCode} {(string.IsNullOrWhiteSpace(response.ReasonPhrase) ? response.StatusCode.ToString() : response.ReasonPhrase)}";

    /// <summary>An address as people may see it: without user and query, where secrets are.</summary>
    private static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string InWords(Exception fault) =>
        fault switch
        {
            AddressRefused or BodyRefused => fault.Message,
            { InnerException: AddressRefused inner } => inner.Message,
            { InnerException: AuthenticationException inner } =>
                $"the TLS certificate is not accepted: {inner.Message}",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                "the host name is not known",
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                "the answer's headers are larger than 64 KiB",
            HttpRequestException { InnerException: SocketException socket } => $"no connection: {socket.Message}",
            HttpRequestException { InnerException: { } inner } => $"no connection: {inner.Message}",
            _ => fault.Message,
        };

    private static string UserAgentOf(FetchSettings settings)
    {
        var version = typeof(FeedFetcher).Assembly.GetName().Version?.ToString(3) ?? "0";
        return settings.Contact.Length == 0 ? $"Monitor/{version}" : $"Monitor/{version} (+{settings.Contact})";
    }
}
