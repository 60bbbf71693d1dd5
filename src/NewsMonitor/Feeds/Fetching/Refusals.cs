using System.Net.Sockets;
using System.Security.Authentication;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Why a visit failed, in plain words: no address with secrets, no name of an exception.</summary>
internal static class Refusals
{
    /// <summary>The reason behind whatever the HTTP stack threw.</summary>
    public static string Of(Exception problem) =>
        problem switch
        {
            UnreadableBodyException body => body.Message,
            InvalidDataException => "truncated: the compressed document is damaged or cut off",
            _ when Inner<AddressRefusedException>(problem) is { } refused => refused.Message,
            _ when Inner<AuthenticationException>(problem) is { } tls => Tls(tls),
            _ when Inner<ConnectionsSpentException>(problem) is not null => NoAnswer,
            HttpRequestException request => Request(request),
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Truncated,
            _ when Inner<SocketException>(problem) is { } socket => Socket(socket),
            TaskCanceledException => "no connection in time",
            IOException => Truncated,
            _ => $"the request failed: {problem.GetType().Name}",
        };

    private const string NoAnswer = "the server closed the connection without an answer";
    private const string Truncated = "truncated: the connection ended before the document did";

    private static string Request(HttpRequestException request) =>
        request.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the host name does not resolve",
            HttpRequestError.ConfigurationLimitExceeded => "the response headers are larger than the limit",
            HttpRequestError.SecureConnectionError => "TLS failed: the server and we found no secure connection",
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError =>
                "the server does not speak HTTP as it should",
            HttpRequestError.ResponseEnded => NoAnswer,
            _ when Inner<SocketException>(request) is { } socket => Socket(socket),
            _ when Inner<HttpIOException>(request) is not null => Truncated,
            _ => "the connection failed",
        };

    private static string Socket(SocketException socket) =>
        socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => "the connection was reset",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name does not resolve",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host cannot be reached",
            SocketError.TimedOut => "no connection in time",
            var other => $"the connection failed: {other}",
        };

    /// <summary>.NET ends its sentence with what is wrong: <c>UntrustedRoot</c>, <c>RemoteCertificateNameMismatch</c>, <c>NotTimeValid</c>.</summary>
    private static string Tls(AuthenticationException tls)
    {
        var detail = tls.InnerException?.Message ?? tls.Message;
        return $"TLS failed: {detail}";
    }

    private static T? Inner<T>(Exception problem)
        where T : Exception
    {
        for (var current = problem; current is not null; current = current.InnerException)
        {
            if (current is T found)
                return found;
        }
        return null;
    }
}
