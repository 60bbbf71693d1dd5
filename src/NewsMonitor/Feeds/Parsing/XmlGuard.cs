using System.Globalization;
using System.Xml;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What the guard saw of a document.</summary>
internal abstract record GuardResult
{
    private protected GuardResult() { }
}

/// <summary>The document is well-formed and within limits.</summary>
/// <param name="Root">The local name of the root element.</param>
/// <param name="Items">How many item or entry elements it lists, up to the limit.</param>
/// <param name="IsPlain">True when CodeHollow.FeedReader can read it as it is; false when it must be brought into canonical form.</param>
/// <param name="HasMoreItems">True when it lists more items than the limit.</param>
internal sealed record Admitted(string Root, int Items, bool IsPlain, bool HasMoreItems) : GuardResult;

/// <summary>The document is not well-formed.</summary>
/// <param name="Reason">What is wrong, with line and column.</param>
internal sealed record Malformed(string Reason) : GuardResult;

/// <summary>The document passes a limit.</summary>
/// <param name="Reason">Which limit, in plain words.</param>
internal sealed record Excessive(string Reason) : GuardResult;

/// <summary>
/// Reads a document as a stream, before any tree is built of it: no DTD, no resolver, limits on depth, elements, attributes
/// and names. On the way it learns whether the document needs anything that CodeHollow.FeedReader cannot do.
/// </summary>
internal sealed class XmlGuard
{
    private readonly XmlReader _reader;
    private readonly CancellationToken _cancellationToken;
    private string _root = "";
    private string _space = "";
    private int _items;
    private int _elements;
    private int _channels;
    private int _textDepth = int.MaxValue;
    private int _dateDepth = int.MaxValue;
    private bool _isPlain = true;

    private XmlGuard(XmlReader reader, CancellationToken cancellationToken) =>
        (_reader, _cancellationToken) = (reader, cancellationToken);

    /// <summary>Reads the whole document once.</summary>
    public static GuardResult Inspect(string text, CancellationToken cancellationToken)
    {
        using var reader = Open(text);
        return new XmlGuard(reader, cancellationToken).Inspect();
    }

    /// <summary>A reader that expands, resolves and fetches nothing.</summary>
    public static XmlReader Open(string text) =>
        XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = true,
            }
        );

    private GuardResult Inspect()
    {
        try
        {
            while (_reader.Read())
            {
                if (_items > ParseLimits.Items)
                    return new Admitted(_root, ParseLimits.Items, IsPlain: false, HasMoreItems: true);
                if (Look() is { } excess)
                    return new Excessive(excess);
            }
            return new Admitted(_root, _items, _isPlain, HasMoreItems: false);
        }
        catch (XmlException problem)
        {
            return new Malformed($"not well-formed XML: {problem.Message}");
        }
    }

    private string? Look()
    {
        switch (_reader.NodeType)
        {
            case XmlNodeType.Element:
                return Element();
            case XmlNodeType.Text or XmlNodeType.CDATA when _reader.Depth > _dateDepth:
                _isPlain &= IsDateThatReads(_reader.Value);
                return null;
            default:
                return null;
        }
    }

    private string? Element()
    {
        if ((++_elements & 0xFFF) == 0)
            _cancellationToken.ThrowIfCancellationRequested();
        if (Excess() is { } excess)
            return excess;
        if (_reader.Depth == 0)
            Root();
        else if (_reader.Depth <= 2)
            Listing();
        Field();
        return null;
    }

    private string? Excess()
    {
        if (_reader.Depth >= ParseLimits.Depth)
            return $"elements nest deeper than {ParseLimits.Depth} levels";
        if (_elements > ParseLimits.Elements)
            return string.Create(CultureInfo.InvariantCulture, $"more than {ParseLimits.Elements:N0} elements");
        if (_reader.AttributeCount > ParseLimits.Attributes)
            return $"an element has more than {ParseLimits.Attributes} attributes";
        return _reader.LocalName.Length > ParseLimits.NameLength
            ? $"a name is longer than {ParseLimits.NameLength} characters"
            : null;
    }

    /// <summary>CodeHollow.FeedReader looks for children in the default namespace of the root.</summary>
    private void Root()
    {
        _root = _reader.LocalName;
        _space = _reader.LookupNamespace("") ?? "";
        var isKnown = _root switch
        {
            "rss" => _reader.GetAttribute("version") is not null && _reader.Prefix.Length == 0,
            "feed" => _reader.Prefix.Length == 0,
            "RDF" => true,
            _ => false,
        };
        _isPlain &= isKnown;
    }

    private void Listing()
    {
        var local = _reader.LocalName;
        if (FeedNames.Is(local, "channel"))
            _isPlain &= IsCore() && ++_channels == 1 && _reader.Depth == 1;
        else if (FeedNames.IsItem(local))
            Item(local);
    }

    private void Item(string local)
    {
        _items++;
        var isAtItsPlace = _root switch
        {
            "rss" => local == "item" && _reader.Depth == 2,
            "RDF" => local == "item" && _reader.Depth == 1,
            _ => local == "entry" && _reader.Depth == 1,
        };
        _isPlain &= isAtItsPlace && IsCore();
    }

    private bool IsCore() => _reader.Prefix.Length == 0 && _reader.NamespaceURI == _space;

    private void Field()
    {
        var depth = _reader.Depth;
        if (depth > _textDepth)
        {
            _isPlain = false;
            return;
        }
        var local = _reader.LocalName;
        _textDepth = FeedNames.IsText(local, _reader.NamespaceURI) ? depth : int.MaxValue;
        _dateDepth = FeedNames.IsDate(local) ? depth : int.MaxValue;
    }

    /// <summary>CodeHollow.FeedReader throws on a date without a space that .NET cannot read.</summary>
    private static bool IsDateThatReads(string text) =>
        text.Contains(' ', StringComparison.Ordinal)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
