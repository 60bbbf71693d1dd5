using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration;

/// <summary>Addresses of the web, of mail and of machines. They may hold secrets, so messages never repeat them.</summary>
internal static partial class Addresses
{
    /// <summary>Stands where an address was refused; never leaves a configuration that has problems.</summary>
    public static readonly Uri Unreadable = new("https://unreadable.invalid/");

    private const int WebLimit = 2_048;

    /// <summary>An absolute http or https address under a key.</summary>
    public static Uri? Web(this Section section, string key) =>
        section.Scalar(key) is { } scalar ? section.Web(scalar) : null;

    /// <summary>An absolute http or https address.</summary>
    public static Uri? Web(this Section section, YamlScalar scalar)
    {
        if (section.Expanded(scalar) is not { } text)
            return null;
        var problems = section.Reading.Problems;
        if (WebComplaint(text) is { } complaint)
        {
            problems.Add(scalar.Position, complaint);
            return null;
        }
        var address = new Uri(text);
        if (address.UserInfo.Contains(':', StringComparison.Ordinal) && !Variables.AreIn(scalar.Value))
            problems.Warn(
                scalar.Position,
                "this address holds a password in plain text: put it into the environment and write ${NAME} in its place."
            );
        return address;
    }

    /// <summary>One mail address, as RFC 5322 addr-spec: <c>desk@example.org</c>.</summary>
    public static string? MailAddress(this Section section, string key)
    {
        if (section.Expanded(key) is not { } text)
            return null;
        if (MailComplaint(text) is not { } complaint)
            return text;
        section.Complain(key, complaint);
        return null;
    }

    /// <summary>A mail address with or without a name: <c>Monitor &lt;monitor@example.org&gt;</c>.</summary>
    public static string? Mailbox(this Section section, string key)
    {
        if (section.Expanded(key) is not { } text)
            return null;
        if (MailboxAddress.TryParse(Strict, text, out var mailbox) && MailComplaint(mailbox.Address) is null)
            return text;
        section.Complain(
            key,
            "this is not a mail address: write \"name@example.org\" or \"Monitor <name@example.org>\"."
        );
        return null;
    }

    /// <summary>The name or address of a machine, without port.</summary>
    public static string? Host(this Section section, string key) =>
        section.Scalar(key) is { } scalar ? section.Host(scalar) : null;

    /// <summary>The name or address of a machine, without port.</summary>
    public static string? Host(this Section section, YamlScalar scalar)
    {
        if (section.Expanded(scalar) is not { } text)
            return null;
        if (HostComplaint(text) is not { } complaint)
            return text.Trim('[', ']');
        section.Reading.Problems.Add(scalar.Position, complaint);
        return null;
    }

    /// <summary>Where to listen: <c>127.0.0.1:8787</c>, <c>[::1]:8787</c> or <c>localhost:8787</c>; port 0 takes a free one.</summary>
    public static string? Endpoint(this Section section, string key)
    {
        if (section.Expanded(key) is not { } text)
            return null;
        var colon = text.LastIndexOf(':');
        var isGood =
            colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), out _)
            && (IPAddress.TryParse(text.AsSpan(0, colon).Trim("[]"), out _) || text[..colon] == "localhost");
        if (isGood)
            return text;
        section.Complain(
            key,
            $"\"{key}\" is an address of this machine and a port from 0 to 65535: write \"127.0.0.1:8787\"."
        );
        return null;
    }

    private static string? WebComplaint(string text)
    {
        if (text.Any(char.IsWhiteSpace))
            return "a web address holds no spaces: write %20 for a space within it.";
        if (text.Length > WebLimit)
            return $"this address is longer than {WebLimit} characters: shorten it.";
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return "this address has no scheme: begin it with https://.";
        if (text[..scheme] is var word && !IsHttp(word))
            return $"\"{Shown.Of(word)}\" is not fetched: an address begins with https:// or http://.";
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && Uri.CheckHostName(address.IdnHost.Trim('[', ']')) != UriHostNameType.Unknown
            ? null
            : "this is not a web address: after https:// comes a host, perhaps a port up to 65535, and a path.";
    }

    private static bool IsHttp(string scheme) =>
        scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
        || scheme.Equals("http", StringComparison.OrdinalIgnoreCase);

    private static string? MailComplaint(string text)
    {
        if (text.Contains('<', StringComparison.Ordinal))
            return "write only the address, without name and < >: the receiver's name has its own key.";
        if (text.Contains(',', StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal))
            return "a receiver has one mail address, without commas: make a receiver for each.";
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return "write the mail address without \"mailto:\".";
        return IsMailAddress(text) ? null : "this is not a mail address: write one like desk@example.org.";
    }

    // RFC 5321 4.5.3.1: 64 octets before the @, 254 in all.
    private static bool IsMailAddress(string text) =>
        text.Length <= 254
        && MailPattern().IsMatch(text)
        && text.IndexOf('@', StringComparison.Ordinal) <= 64
        && MailboxAddress.TryParse(Strict, text, out var mailbox)
        && mailbox.Address == text
        && Uri.CheckHostName(mailbox.Domain) == UriHostNameType.Dns;

    private static string? HostComplaint(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return "write only the host, without scheme and path.";
        if (text.Contains('/', StringComparison.Ordinal) || text.Contains('*', StringComparison.Ordinal))
            return "write one host name or address each: ranges and patterns are not read.";
        if (IPAddress.TryParse(text, out _))
            return null;
        if (text.Contains(':', StringComparison.Ordinal))
            return "write the host without a port.";
        return Uri.CheckHostName(text) == UriHostNameType.Unknown
            ? "this is not a host: write a name like mail.example.org, or an address."
            : null;
    }

    private static readonly ParserOptions Strict = new()
    {
        AllowAddressesWithoutDomain = false,
        AddressParserComplianceMode = RfcComplianceMode.Strict,
    };

    [GeneratedRegex(@"^[^@\s()<>\[\]:;,\\""]+@[^@\s]+$", RegexOptions.CultureInvariant)]
    private static partial Regex MailPattern();
}
