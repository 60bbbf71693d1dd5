using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Visits a feed's address and brings back its document, within limits and with manners. A visit always ends as a result.</summary>
internal sealed class FeedFetcher(
    IHttpClientFactory clients,
    FetchSettings settings,
    HostGates gates,
    TimeProvider time,
    ILogger<FeedFetcher> log
)
{
    /// <summary>The name of the guarded client.</summary>
    public const string ClientName = "feeds";

    /// <summary>The name of the guarded client that believes every certificate.</summary>
    public const string CredulousClientName = "feeds without valid certificates";

    /// <summary>How long a host is left alone that says 429 and not for how long.</summary>
    private static readonly TimeSpan UsualHold = TimeSpan.FromMinutes(5);

    private const string AcceptPages = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    /// <summary>Fetches the document, unless it is still the one that the validators name.</summary>
    public Task<FetchResult> FetchAsync(Feed feed, Validators validators, CancellationToken cancellationToken) =>
        FetchAsync(new Errand(feed, validators, Accept: null), cancellationToken);

    /// <summary>Fetches the page of an item: with the limits and manners of its feed, and without its user and password.</summary>
    public Task<FetchResult> FetchPageAsync(Feed feed, Uri page, CancellationToken cancellationToken) =>
        FetchAsync(ErrandTo(feed, page), cancellationToken);

    /// <summary>
    /// Looks whether the page of an item is there, in the manner in which it is fetched: <see cref="Answered"/> when its server
    /// says so or otherwise. Asked for with GET, since some servers know no HEAD; the body is not read.
    /// </summary>
    public Task<FetchResult> LookAsync(Feed feed, Uri page, CancellationToken cancellationToken) =>
        FetchAsync(ErrandTo(feed, page) with { IsLook = true }, cancellationToken);

    private static Errand ErrandTo(Feed feed, Uri page) =>
        new(
            feed with
            {
                Address = RedirectTrail.WithoutSecrets(page),
                // Asked for of the feed's own server, and not of every server that its items name.
                AllowInvalidCertificate =
                    feed.AllowInvalidCertificate
                    && string.Equals(feed.Address.IdnHost, page.IdnHost, StringComparison.OrdinalIgnoreCase),
            },
            Validators.None,
            AcceptPages
        );

    private async Task<FetchResult> FetchAsync(Errand errand, CancellationToken cancellationToken)
    {
        if ((Held(errand.Feed.Address) ?? Crowded(errand.Feed.Address)) is { } held)
            return held;
        // Waiting for our own place is not the server's fault: the deadline begins behind the gate.
        var place = await gates.EnterAsync(errand.Feed.Address.IdnHost, cancellationToken);
        using var deadline = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await VisitAsync(errand, place, either.Token);
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new FetchFailed($"no complete answer within {Seconds(settings.Timeout)}");
        }
        // The boundary of one visit: whatever goes wrong in it must cost this feed one poll and nothing else.
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchFailed(Refusals.Of(problem));
        }
    }

    private async Task<FetchResult> VisitAsync(Errand errand, IDisposable place, CancellationToken cancellationToken)
    {
        var trail = new RedirectTrail(errand.Feed, settings.MaxRedirects);
        while (true)
        {
            try
            {
                // It may have been held while this visit waited for its turn.
                if (Held(trail.Address) is { } held)
                    return held;
                using var response = await SendAsync(errand, trail, cancellationToken);
                if (errand.IsLook || !RedirectTrail.IsRedirect(response.StatusCode))
                    return await ReadAsync(errand, trail, response, cancellationToken);
                if (trail.Follow(response.StatusCode, Header(response, "Location")) is { } problem)
                    return new FetchFailed(problem);
            }
            finally
            {
                place.Dispose();
            }
            place = await gates.EnterAsync(trail.Address.IdnHost, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Errand errand,
        RedirectTrail trail,
        CancellationToken cancellationToken
    )
    {
        var (feed, validators, accept) = (errand.Feed, errand.Validators, errand.Accept);
        using var request = new HttpRequestMessage(HttpMethod.Get, trail.Address);
        ConnectionAllowance.GiveTo(request);
        Condition(request, "Accept", accept);
        Condition(request, "If-None-Match", validators.ETag);
        Condition(request, "If-Modified-Since", validators.LastModified);
        if (trail.IsAtHome && feed.Address.UserInfo.Length > 0)
            request.Headers.Authorization = Basic(feed.Address.UserInfo);
        var client = clients.CreateClient(
            feed.AllowInvalidCertificate && trail.IsAtHome ? CredulousClientName : ClientName
        );
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Byte for byte as it came: the typed headers know no unquoted ETag and no odd date.</summary>
    private static void Condition(HttpRequestMessage request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            request.Headers.TryAddWithoutValidation(name, value);
    }

    private static AuthenticationHeaderValue Basic(string userInfo) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo))));

    private async Task<FetchResult> ReadAsync(
        Errand errand,
        RedirectTrail trail,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (errand.IsLook && response.StatusCode != HttpStatusCode.TooManyRequests)
            return new Answered((int)response.StatusCode);
        if (response.StatusCode == HttpStatusCode.NotModified)
            return NotModified(trail, errand.Validators, FreshFor(response));
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation))
            return Failed(errand.Feed, trail, response);
        return new Fetched(
            await DocumentAsync(trail, response, cancellationToken),
            new Validators(Header(response, "ETag"), Header(response, "Last-Modified")),
            trail.MovedTo,
            FreshFor(response)
        );
    }

    private TimeSpan? FreshFor(HttpResponseMessage response) =>
        Freshness.Read(
            Header(response, "Cache-Control"),
            Header(response, "Expires"),
            Header(response, "Date"),
            Header(response, "Age"),
            time.GetUtcNow()
        );

    private static FetchResult NotModified(RedirectTrail trail, Validators validators, TimeSpan? freshFor) =>
        validators == Validators.None
            ? new FetchFailed("304 without a stored copy: the server calls unchanged what we never had")
            : new NotModified(trail.MovedTo, freshFor);

    private FetchFailed Failed(Feed feed, RedirectTrail trail, HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        var header = Header(response, "Retry-After");
        var wait = RetryAfter.Read(header, time.GetUtcNow());
        if (header is not null && wait is null)
            log.RetryAfterUnreadable(feed.Id, header);
        var until = code == 429 ? Hold(trail.Address, wait) : (DateTimeOffset?)null;
        return new FetchFailed(
            $"HTTP {code} {ReasonPhrases.GetReasonPhrase(code)}".TrimEnd(),
            wait,
            Gone: code == 410,
            HeldUntil: until
        );
    }

    /// <summary>Who asks one feed too often asks the whole host too often.</summary>
    private DateTimeOffset Hold(Uri address, TimeSpan? asked)
    {
        var until = time.GetUtcNow() + RetryAfter.Bounded(asked ?? UsualHold);
        gates.Hold(address.IdnHost, until);
        return until;
    }

    private HeldBack? Held(Uri address) =>
        gates.HeldUntil(address.IdnHost) is { } until
            ? new HeldBack(
                until,
                $"{address.IdnHost} has asked us to wait until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'} (HTTP 429)"
            )
            : null;

    private HeldBack? Crowded(Uri address) =>
        gates.IsCrowded(address.IdnHost)
            ? new HeldBack(
                time.GetUtcNow() + settings.Timeout,
                $"{HostGates.MostWaiting} other requests wait for {address.IdnHost}"
            )
            : null;

    private async Task<FeedDocument> DocumentAsync(
        RedirectTrail trail,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var codings = Header(response, "Content-Encoding");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await ContentDecoding.ReadAsync(body, codings, settings.MaxBytes, cancellationToken);
        return new FeedDocument(
            bytes,
            Header(response, "Content-Type"),
            trail.Address,
            Header(response, "Content-Language")
        );
    }

    /// <summary>A header as it was sent; null when absent.</summary>
    private static string? Header(HttpResponseMessage response, string name)
    {
        if (response.Headers.NonValidated.TryGetValues(name, out var values))
            return values.ToString();
        return response.Content.Headers.NonValidated.TryGetValues(name, out values) ? values.ToString() : null;
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";

    /// <summary>What a visit is for.</summary>
    /// <param name="Feed">Where to, and with which allowances.</param>
    /// <param name="Validators">What is known already.</param>
    /// <param name="Accept">What is asked for; null for feeds.</param>
    private sealed record Errand(Feed Feed, Validators Validators, string? Accept)
    {
        /// <summary>True: only how the address answers is of interest.</summary>
        public bool IsLook { get; init; }
    }
}
