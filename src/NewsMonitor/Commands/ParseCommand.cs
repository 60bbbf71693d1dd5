using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using ParseResult = NewsMonitor.Feeds.Parsing.ParseResult;

namespace NewsMonitor.Commands;

/// <summary><c>monitor parse</c>: how a document is read, through the very code that polling uses.</summary>
internal static class ParseCommand
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly Uri NoBase = new("http://localhost/");

    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Feed documents; - reads file names from standard input, one a line",
            Arity = ArgumentArity.OneOrMore,
        };
        var baseAddress = new Option<string?>("--base")
        {
            Description = "The address relative links are relative to",
            HelpName = "URL",
        };
        var contentType = new Option<string?>("--content-type")
        {
            Description = "The Content-Type the server would send",
            HelpName = "TYPE",
        };
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "parse",
            """
            Read feed documents from files and show what polling would see: RSS, Atom, RDF, JSON Feed.

              monitor parse feed.xml
              monitor parse feed.xml --base https://example.org/feed.xml --format ndjson
              ls feeds/*.xml | monitor parse - --format ndjson

            Exit code 1 when a document could not be read as a feed; the others are shown all the same.
            """
        )
        {
            files,
            baseAddress,
            contentType,
            format,
        };
        command.SetAction(
            (arguments, token) =>
                Task.FromResult(
                    Run(
                        arguments.GetRequiredValue(files),
                        arguments.GetValue(baseAddress),
                        arguments.GetValue(contentType),
                        arguments.GetRequiredValue(format),
                        token
                    )
                )
        );
        return command;
    }

    private static int Run(
        string[] files,
        string? baseAddress,
        string? contentType,
        string format,
        CancellationToken cancellationToken
    )
    {
        if (!Uri.TryCreate(baseAddress ?? NoBase.AbsoluteUri, UriKind.Absolute, out var address))
        {
            Console.Error.WriteLine(
                $"--base \"{baseAddress}\" is no absolute address: write one such as https://example.org/feed.xml"
            );
            return ExitCode.Usage;
        }
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var parser = new FeedParser();
        var code = ExitCode.Ok;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        foreach (var file in files.SelectMany(Names))
        {
            var result = Read(parser, file, address, contentType, cancellationToken);
            output.WriteLine(format == "ndjson" ? Json(file, result) : Text(file, result));
            code = result is Parsed ? code : ExitCode.Failed;
        }
        return code;
    }

    private static IEnumerable<string> Names(string file)
    {
        if (file != "-")
        {
            yield return file;
            yield break;
        }
        while (Console.In.ReadLine() is { } name)
            if (name.Length > 0)
                yield return name;
    }

    private static ParseResult Read(
        FeedParser parser,
        string file,
        Uri address,
        string? contentType,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var document = new FeedDocument(File.ReadAllBytes(file), contentType, address);
            return parser.Parse(document, "parse", IdentityPolicy.Guid, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Unreadable(fault.Message);
        }
    }

    private static string Text(string file, ParseResult result)
    {
        if (result is not Parsed feed)
            return $"{file}: {((Unreadable)result).Reason}";
        var text = new StringBuilder($"{file}: {feed.Title ?? "(no title)"}, {feed.Items.Length} items");
        foreach (var item in feed.Items)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  {DateOf(item.Published) ?? "-", -20}  {item.Title}  {item.Link}"
            );
        foreach (var warning in feed.Warnings)
            text.Append(CultureInfo.InvariantCulture, $"\n  warning: {warning}");
        return text.ToString();
    }

    private static string Json(string file, ParseResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteBoolean("ok", result is Parsed);
            json.WriteString("error", (result as Unreadable)?.Reason);
            if (result is Parsed feed)
                Write(json, feed);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, Parsed feed)
    {
        json.WriteStartObject("feed");
        json.WriteString("title", feed.Title);
        json.WriteString("link", feed.Link?.OriginalString);
        json.WriteString("language", feed.Language);
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var item in feed.Items)
            Write(json, item);
        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in feed.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Guid ?? item.Link?.OriginalString ?? item.Key);
        json.WriteString("link", item.Link?.OriginalString);
        json.WriteString("title", item.Title);
        json.WriteString("summary", item.SummaryHtml);
        json.WriteString("content", item.BodyHtml);
        json.WriteString("author", item.Author);
        json.WriteString("published", DateOf(item.Published));
        json.WriteString("updated", DateOf(item.Updated));
        json.WriteEndObject();
    }

    private static string? DateOf(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
