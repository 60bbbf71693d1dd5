using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What the guard saw of a document.</summary>
internal abstract record GuardResult
{
    private protected GuardResult() { }
}

/// <summary>The document is well-formed and within limits.</summary>
/// <param name="Root">The tree of it, up to the last item that is allowed; the namespaces it declares stand at its root only.</param>
/// <param name="Items">How many item or entry elements it lists, up to the limit.</param>
/// <param name="IsPlain">True when CodeHollow.FeedReader can read it as it is; false when it must be brought into canonical form.</param>
/// <param name="HasMoreItems">True when it lists more items than the limit.</param>
internal sealed record Admitted(XElement Root, int Items, bool IsPlain, bool HasMoreItems) : GuardResult;

/// <summary>The document is not well-formed.</summary>
/// <param name="Reason">What is wrong, with line and column.</param>
internal sealed record Malformed(string Reason) : GuardResult;

/// <summary>The document passes a limit.</summary>
/// <param name="Reason">Which limit, in plain words.</param>
internal sealed record Excessive(string Reason) : GuardResult;

/// <summary>
/// Reads a document as a stream: no DTD, no resolver, limits on depth, elements, attributes and names. An element that keeps
/// them is let into the tree, so that a document is read once. On the way the guard learns whether the document needs
/// anything that CodeHollow.FeedReader cannot do.
/// </summary>
internal sealed class XmlGuard
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly XmlReader _reader;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<(string, string), Naming> _names = new(OneString.Comparer);
    private XElement? _root;
    private XElement? _current;
    private string _space = "";
    private int _items;
    private int _elements;
    private int _attributes;
    private int _channels;
    private int _textDepth = int.MaxValue;
    private int _dateDepth = int.MaxValue;
    private bool _isPlain = true;

    private XmlGuard(XmlReader reader, CancellationToken cancellationToken) =>
        (_reader, _cancellationToken) = (reader, cancellationToken);

    /// <summary>What an element is by its name alone.</summary>
    [Flags]
    private enum NameKind
    {
        None = 0,
        Item = 1,
        Channel = 2,
        Text = 4,
        Date = 8,
    }

    /// <summary>A name as it stands in the tree.</summary>
    private readonly record struct Naming(XName Name, NameKind Kind, bool IsKnown);

    /// <summary>Compares names by the strings themselves, not by their letters.</summary>
    private sealed class OneString : IEqualityComparer<(string Local, string Space)>
    {
        public static readonly OneString Comparer = new();

        public bool Equals((string Local, string Space) x, (string Local, string Space) y) =>
            ReferenceEquals(x.Local, y.Local) && ReferenceEquals(x.Space, y.Space);

        public int GetHashCode((string Local, string Space) name) => RuntimeHelpers.GetHashCode(name.Local);
    }

    /// <summary>Reads the whole document once.</summary>
    public static GuardResult Admit(string text, CancellationToken cancellationToken)
    {
        using var reader = Open(text);
        return new XmlGuard(reader, cancellationToken).Admit();
    }

    /// <summary>A reader that expands, resolves and fetches nothing.</summary>
    public static XmlReader Open(string text) => XmlReader.Create(new StringReader(text), Settings);

    private GuardResult Admit()
    {
        try
        {
            while (_reader.Read())
            {
                if (Look() is { } excess)
                    return new Excessive(excess);
                if (_items > ParseLimits.Items)
                    return new Admitted(_root!, ParseLimits.Items, IsPlain: false, HasMoreItems: true);
            }
            return new Admitted(_root!, _items, _isPlain, HasMoreItems: false);
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
            case XmlNodeType.EndElement:
                _current = _current!.Parent;
                return null;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                Text();
                return null;
            // Between words of a text white space counts; elsewhere it only indents.
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when _reader.Depth > _textDepth:
                _current?.Add(_reader.Value);
                return null;
            default:
                return null;
        }
    }

    private void Text()
    {
        var text = _reader.Value;
        if (_reader.Depth > _dateDepth)
            _isPlain &= IsDateThatReads(text);
        _current?.Add(text);
    }

    private string? Element()
    {
        if ((++_elements & 0xFFF) == 0)
            _cancellationToken.ThrowIfCancellationRequested();
        if (Excess() is { } excess)
            return excess;
        var (name, kind, _) = Name();
        if (_reader.Depth == 0)
            Root();
        else if (_reader.Depth <= 2)
            Listing(kind);
        Field(kind);
        if (_items <= ParseLimits.Items)
            Grow(name);
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
        if ((_attributes += _reader.AttributeCount) > ParseLimits.AllAttributes)
            return string.Create(CultureInfo.InvariantCulture, $"more than {ParseLimits.AllAttributes:N0} attributes");
        return _reader.LocalName.Length > ParseLimits.NameLength
            ? $"a name is longer than {ParseLimits.NameLength} characters"
            : null;
    }

    /// <summary>CodeHollow.FeedReader looks for children in the default namespace of the root.</summary>
    private void Root()
    {
        _space = _reader.LookupNamespace("") ?? "";
        var isKnown = _reader.LocalName switch
        {
            "rss" => _reader.GetAttribute("version") is not null && _reader.Prefix.Length == 0,
            "feed" => _reader.Prefix.Length == 0,
            "RDF" => true,
            _ => false,
        };
        _isPlain &= isKnown;
    }

    private void Listing(NameKind kind)
    {
        if (kind.HasFlag(NameKind.Channel))
            _isPlain &= IsCore() && ++_channels == 1 && _reader.Depth == 1;
        else if (kind.HasFlag(NameKind.Item))
            Item(_reader.LocalName);
    }

    private void Item(string local)
    {
        _items++;
        var isAtItsPlace = _root!.Name.LocalName switch
        {
            "rss" => local == "item" && _reader.Depth == 2,
            "RDF" => local == "item" && _reader.Depth == 1,
            _ => local == "entry" && _reader.Depth == 1,
        };
        _isPlain &= isAtItsPlace && IsCore();
    }

    private bool IsCore() => _reader.Prefix.Length == 0 && _reader.NamespaceURI == _space;

    private void Field(NameKind kind)
    {
        var depth = _reader.Depth;
        if (depth > _textDepth)
        {
            _isPlain = false;
            return;
        }
        _textDepth = kind.HasFlag(NameKind.Text) ? depth : int.MaxValue;
        _dateDepth = kind.HasFlag(NameKind.Date) ? depth : int.MaxValue;
    }

    private void Grow(XName name)
    {
        var element = new XElement(name);
        var isEmpty = _reader.IsEmptyElement;
        if (_reader.HasAttributes)
            AddAttributes(element);
        if (_root is null)
            _root = element;
        else
            _current!.Add(element);
        if (!isEmpty)
            _current = element;
    }

    private void AddAttributes(XElement element)
    {
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI == XNamespace.Xmlns.NamespaceName)
                element.Add(_root is null ? Declaration() : null);
            else if (Name() is { IsKnown: true } known && element.Attribute(known.Name) is null)
                element.Add(new XAttribute(known.Name, _reader.Value));
        }
        _reader.MoveToElement();
    }

    private XAttribute Declaration() =>
        new(_reader.Prefix.Length == 0 ? "xmlns" : XNamespace.Xmlns + _reader.LocalName, _reader.Value);

    /// <summary>What the current element or attribute is called; the reader gives equal names as one string.</summary>
    private Naming Name()
    {
        var written = (_reader.LocalName, _reader.NamespaceURI);
        if (!_names.TryGetValue(written, out var name))
            _names[written] = name = NameOf(written.LocalName, written.NamespaceURI);
        return name;
    }

    private Naming NameOf(string written, string space)
    {
        var known = KnownWords.Of(written);
        var local = known ?? KnownWords.Other;
        var kind =
            (FeedNames.IsItem(local) || IsAddress(local) ? NameKind.Item : NameKind.None)
            | (FeedNames.Is(local, "channel") ? NameKind.Channel : NameKind.None)
            | (FeedNames.IsText(local, space) ? NameKind.Text : NameKind.None)
            | (FeedNames.IsDate(local) ? NameKind.Date : NameKind.None);
        return new Naming(XName.Get(local, space), kind, known is not null);
    }

    /// <summary>What a sitemap lists.</summary>
    private bool IsAddress(string local) =>
        FeedNames.Is(local, "url") && _root is not null && FeedNames.Is(_root.Name.LocalName, NewsSitemap.Root);

    /// <summary>CodeHollow.FeedReader throws on a date without a space that .NET cannot read.</summary>
    private static bool IsDateThatReads(string text) =>
        text.Contains(' ', StringComparison.Ordinal)
        || UsualDate.Read(text) is not null
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
