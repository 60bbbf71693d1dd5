using System.Collections.Immutable;
using System.Text;
using System.Xml;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Feeds;

/// <summary>A feed as a list of feeds names it.</summary>
/// <param name="Name">What the list calls it; the host when it says nothing.</param>
/// <param name="Address">An absolute http or https address.</param>
/// <param name="Categories">The groups it stands in, the outermost first, and those of its category attribute.</param>
internal sealed record OpmlOutline(string Name, Uri Address, ImmutableArray<string> Categories);

/// <summary>What an OPML file holds.</summary>
/// <param name="Outlines">Every feed that can be polled, in the order of the file.</param>
/// <param name="LeftOut">Addresses that nobody can poll, as written.</param>
/// <param name="Problem">Why nothing, or no more, could be read; null when all of it could.</param>
internal sealed record OpmlList(ImmutableArray<OpmlOutline> Outlines, ImmutableArray<string> LeftOut, string? Problem);

/// <summary>Lists of feeds as other programs bring them (OPML 1.0, 1.1 and 2.0), broken ones too.</summary>
internal static class Opml
{
    /// <summary>Reads a list; what is not well-formed is repaired as a feed would be.</summary>
    public static OpmlList Read(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var document = new FeedDocument(file, null, new Uri("https://opml.invalid/"));
        var text = DocumentDecoder.Decode(document, new ParseWarnings());
        var start = text.IndexOf('<', StringComparison.Ordinal);
        if (start < 0)
            return new([], [], "this is no OPML: it holds no element");
        var (xml, entities) = Doctype.Remove(text[start..]);
        if (XmlGuard.Admit(xml, cancellationToken) is Malformed)
            xml = XmlRepair.Repair(OpmlMending.Mend(xml), entities, cancellationToken);
        return Read(xml);
    }

    /// <summary>Writes a list (OPML 2.0). User names and passwords stay out of it.</summary>
    public static string Write(IEnumerable<Feed> feeds)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", "Feeds of Monitor");
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var feed in feeds)
                WriteOutline(xml, feed);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}";
    }

    private static void WriteOutline(XmlWriter xml, Feed feed)
    {
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", feed.Name);
        xml.WriteAttributeString("title", feed.Name);
        xml.WriteAttributeString(
            "xmlUrl",
            feed.Address.GetComponents(
                UriComponents.SchemeAndServer | UriComponents.PathAndQuery | UriComponents.Fragment,
                UriFormat.UriEscaped
            )
        );
        if (!feed.Tags.IsEmpty)
            xml.WriteAttributeString("category", string.Join(',', feed.Tags));
        xml.WriteEndElement();
    }

    private static OpmlList Read(string xml)
    {
        var reading = new Reading();
        string? problem = null;
        try
        {
            using var reader = XmlGuard.Open(xml);
            reading.ReadFrom(reader);
        }
        catch (XmlException fault)
        {
            problem = $"not well-formed beyond line {fault.LineNumber}: {fault.Message}";
        }
        return new(reading.Outlines.ToImmutable(), reading.LeftOut.ToImmutable(), problem ?? reading.Problem);
    }

    private sealed class Reading
    {
        private readonly Stack<(int Depth, string Name)> _groups = new();
        private bool _isOpml;

        public ImmutableArray<OpmlOutline>.Builder Outlines { get; } = ImmutableArray.CreateBuilder<OpmlOutline>();

        public ImmutableArray<string>.Builder LeftOut { get; } = ImmutableArray.CreateBuilder<string>();

        public string? Problem =>
            _isOpml || Outlines.Count > 0 ? null : "this is no OPML: no element is called opml or outline";

        public void ReadFrom(XmlReader xml)
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                while (_groups.Count > 0 && _groups.Peek().Depth >= xml.Depth)
                    _groups.Pop();
                _isOpml |= Is(xml.LocalName, "opml");
                if (Is(xml.LocalName, "outline"))
                    ReadOutline(xml);
            }
        }

        private void ReadOutline(XmlReader xml)
        {
            var name = Written(Attribute(xml, "text")) ?? Written(Attribute(xml, "title"));
            if (Written(Attribute(xml, "xmlUrl") ?? Attribute(xml, "url")) is { } address)
                Add(name, address, Attribute(xml, "category"));
            else if (!xml.IsEmptyElement && name is not null)
                _groups.Push((xml.Depth, name));
        }

        private void Add(string? name, string address, string? category)
        {
            var web = address.StartsWith("feed://", StringComparison.OrdinalIgnoreCase)
                ? $"http{address[4..]}"
                : address;
            if (WebAddress.Read(web, null) is not { } url)
                LeftOut.Add(address);
            else
                Outlines.Add(new(name ?? url.Host, url, [.. Groups().Concat(Categories(category)).Distinct()]));
        }

        private IEnumerable<string> Groups() => _groups.Reverse().Select(group => group.Name);

        private static IEnumerable<string> Categories(string? written) =>
            (written ?? "")
                .Split([',', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(one => one.Trim());

        /// <summary>Some programs write xmlurl, some xmlURL.</summary>
        private static string? Attribute(XmlReader xml, string name)
        {
            string? value = null;
            while (xml.MoveToNextAttribute())
            {
                if (Is(xml.LocalName, name))
                    value = xml.Value;
            }
            xml.MoveToElement();
            return value;
        }

        private static bool Is(string name, string wanted) =>
            string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);

        private static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
