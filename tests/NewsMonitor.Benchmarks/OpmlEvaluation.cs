using System.CommandLine;
using System.Text.RegularExpressions;
using NewsMonitor.Feeds;

namespace NewsMonitor.Benchmarks;

/// <summary><c>opml</c>: how many of the outlines of outside lists are read, broken lists too.</summary>
internal static partial class OpmlEvaluation
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A folder of OPML files",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("opml", "Outlines read of those that a plain scan finds.") { data };
        command.SetAction((given, token) => RunAsync(given.GetRequiredValue(data), token));
        return command;
    }

    private static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        var (files, whole, broken, found, read, leftOut) = (0, 0, 0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(folder, "*.opml").Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var list = Opml.Read(bytes, cancellationToken);
            var outlines = Outline().Count(System.Text.Encoding.UTF8.GetString(bytes));
            var isWhole = list.Problem is null && outlines == list.Outlines.Length + list.LeftOut.Length;
            if (!isWhole)
                Console.WriteLine(
                    $"{Path.GetFileName(file)}: {outlines} outlines, {list.Outlines.Length} read, {list.Problem}"
                );
            files++;
            whole += isWhole ? 1 : 0;
            broken += IsBroken(bytes) ? 1 : 0;
            found += outlines;
            read += list.Outlines.Length;
            leftOut += list.LeftOut.Length;
            foreach (var address in list.LeftOut)
                Console.WriteLine($"{Path.GetFileName(file)}: no address of the web: {address}");
        }
        Measure.Print("OPML files read whole", $"{whole} of {files}", $"{broken} of them not well-formed");
        Measure.Print(
            "outlines with an address read",
            $"{read} of {found}",
            $"{leftOut} of them no address of the web"
        );
    }

    private static bool IsBroken(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using var xml = System.Xml.XmlReader.Create(stream);
            while (xml.Read()) { }
            return false;
        }
        catch (System.Xml.XmlException)
        {
            return true;
        }
    }

    [GeneratedRegex("""(?<=\s)xmlUrl\s*=\s*["'][^"']+["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Outline();
}
