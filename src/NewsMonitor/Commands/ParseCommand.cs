using System.CommandLine;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using ParseResult = NewsMonitor.Feeds.Parsing.ParseResult;

namespace NewsMonitor.Commands;

/// <summary><c>monitor parse</c>: what polling would make of these documents.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Feed documents. - reads file names from standard input, one a line",
            Arity = ArgumentArity.OneOrMore,
        };
        var address = new Option<Uri?>("--base")
        {
            Description = "The address the documents are from: what relative links are relative to",
            HelpName = "URL",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && WebAddress.IsWeb(url))
                    return url;
                result.AddError(
                    $"--base needs a whole address such as https://example.org/feed.xml, not \"{result.Tokens[0].Value}\""
                );
                return null;
            },
        };
        var contentType = new Option<string?>("--content-type")
        {
            Description = "The Content-Type header they were served with, such as \"text/xml; charset=koi8-r\"",
            HelpName = "TYPE",
        };
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "parse",
            """
            Read feed documents from disk as polling would: RSS, Atom, JSON Feed, broken ones too. Fetches and stores nothing.

              monitor parse feed.xml
              monitor parse saved.xml --base https://example.org/news/feed.xml --format ndjson
              find feeds -name '*.xml' | monitor parse - --format ndjson

            ndjson prints one line a file: file, ok, error, feed, items, warnings. Dates are UTC or null;
            the summary of an item that has content alone is its content.
            Ends with 1 if any of the files is no feed.
            """
        )
        {
            files,
            address,
            contentType,
            format,
        };
        command.SetAction(
            (arguments, cancellationToken) =>
                RunAsync(
                    Names(arguments.GetRequiredValue(files)),
                    new Served(arguments.GetValue(address), arguments.GetValue(contentType)),
                    arguments.InvocationConfiguration.Output,
                    arguments.GetRequiredValue(format),
                    cancellationToken
                )
        );
        return command;
    }

    /// <summary>How the documents were served, as far as the person knows.</summary>
    internal sealed record Served(Uri? Address, string? ContentType);

    /// <summary>Reads one file after the other; a file that cannot be read costs only itself.</summary>
    internal static async Task<int> RunAsync(
        IEnumerable<string> files,
        Served served,
        TextWriter output,
        string format,
        CancellationToken cancellationToken
    )
    {
        var parser = new FeedParser();
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            var result = await ParseAsync(parser, file, served, cancellationToken);
            await output.WriteLineAsync(
                format == "ndjson" ? ParsePrinting.Json(file, result) : ParsePrinting.Text(file, result)
            );
            if (result is not Parsed)
                code = ExitCode.Failed;
        }
        await output.FlushAsync(cancellationToken);
        return code;
    }

    private static async Task<ParseResult> ParseAsync(
        FeedParser parser,
        string file,
        Served served,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var address = served.Address ?? new Uri(Path.GetFullPath(file));
            return parser.Parse(
                new FeedDocument(bytes, served.ContentType, address),
                file,
                IdentityPolicy.Guid,
                cancellationToken
            );
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            return new Unreadable($"the file cannot be read: {FileFault.InWords(file, fault)}");
        }
    }

    private static IEnumerable<string> Names(string[] files) =>
        files.SelectMany(file => file == "-" ? NamesFromInput() : [file]);

    private static IEnumerable<string> NamesFromInput()
    {
        using var input = StandardInput.Open();
        while (input.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }
}
