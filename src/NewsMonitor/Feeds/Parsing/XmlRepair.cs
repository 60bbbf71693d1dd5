using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Makes well-formed XML of what publishers call XML: one pass, from left to right. Characters that XML forbids go; HTML
/// entities become characters and a bare ampersand text; a prefix nobody declared is declared; tags nobody closed are closed;
/// an item that the document breaks off in is left out, and so is whatever follows the root element.
/// </summary>
internal sealed class XmlRepair
{
    private const int LongestEntity = 64;

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, string> _entities;
    private readonly StringBuilder _out;
    private readonly List<Open> _open = [];
    private readonly List<(string Prefix, int Depth)> _declared = [("xml", 0), ("xmlns", 0)];
    private readonly SortedSet<string> _undeclared = new(StringComparer.Ordinal);
    private int _at;
    private int _rootNameEnd = -1;

    private XmlRepair(string text, IReadOnlyDictionary<string, string> entities) =>
        (_text, _entities, _out) = (text, entities, new StringBuilder(text.Length + (text.Length >> 4)));

    /// <summary>An element that is open, by the name it was written with, and where its tag begins in what was written.</summary>
    private readonly record struct Open(string Name, int Start);

    private bool IsRootClosed => _rootNameEnd >= 0 && _open.Count == 0;

    /// <summary>The document repaired. Whether it is well-formed now is for the guard to say.</summary>
    /// <param name="text">The document without its type declaration.</param>
    /// <param name="entities">Entities it declared, with the plain characters they stand for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static string Repair(
        string text,
        IReadOnlyDictionary<string, string> entities,
        CancellationToken cancellationToken
    ) => new XmlRepair(text, entities).Repair(cancellationToken);

    private string Repair(CancellationToken cancellationToken)
    {
        for (var steps = 0; _at < _text.Length && !IsRootClosed && _open.Count <= ParseLimits.Depth; steps++)
        {
            if ((steps & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Step();
        }
        CloseWhatIsOpen();
        DeclarePrefixes();
        return _out.ToString();
    }

    private void Step()
    {
        if (_text[_at] == '<')
            Markup();
        else if (_open.Count == 0)
            _at++;
        else
            Characters();
    }

    private void Markup()
    {
        if (Follows("<![CDATA["))
            CharacterData();
        else if (Follows("<!--"))
            SkipPast("-->");
        else if (Follows("<?"))
            SkipPast("?>");
        else if (Follows("<!"))
            SkipPast(">");
        else if (Follows("</"))
            CloseTag();
        else if (!TryOpenTag())
            LiteralLess();
    }

    private bool Follows(string expected) => string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;

    private void SkipPast(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : found + end.Length;
    }

    private void LiteralLess()
    {
        _at++;
        if (_open.Count > 0)
            _out.Append("&lt;");
    }

    private void CharacterData()
    {
        var start = _at + "<![CDATA[".Length;
        var end = _text.IndexOf("]]>", start, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + "]]>".Length;
        if (_open.Count == 0)
            return;
        _out.Append("<![CDATA[");
        AppendLegal(_text.AsSpan(start, (end < 0 ? _text.Length : end) - start));
        _out.Append("]]>");
    }

    /// <summary>Text up to the next tag or ampersand, or the entity that begins here.</summary>
    private void Characters()
    {
        if (_text[_at] == '&')
        {
            _at += AppendEntity(_text, _at, _text.Length);
            return;
        }
        var length = _text.AsSpan(_at).IndexOfAny('<', '&');
        var end = length < 0 ? _text.Length : _at + length;
        AppendLegal(_text.AsSpan(_at, end - _at));
        _at = end;
    }

    private void AppendLegal(ReadOnlySpan<char> characters)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            var c = characters[i];
            if (XmlConvert.IsXmlChar(c))
                _out.Append(c == '>' && EndsInBrackets() ? "&gt;" : c.ToString());
            else if (i + 1 < characters.Length && XmlConvert.IsXmlSurrogatePair(characters[i + 1], c))
                _out.Append(c).Append(characters[++i]);
            else if (char.IsSurrogate(c))
                _out.Append('\uFFFD');
        }
    }

    /// <summary>The end of a CDATA section may not stand in text.</summary>
    private bool EndsInBrackets() => _out.Length > 1 && _out[^1] == ']' && _out[^2] == ']';

    /// <summary>Writes what the ampersand at <paramref name="at"/> begins, and says how long that was.</summary>
    private int AppendEntity(string text, int at, int end)
    {
        var limit = Math.Min(end, at + LongestEntity);
        var semicolon = text.IndexOf(';', at, limit - at);
        if (semicolon > at + 1 && Meaning(text[(at + 1)..semicolon]) is { } meaning)
        {
            _out.Append(meaning);
            return semicolon - at + 1;
        }
        _out.Append("&amp;");
        return 1;
    }

    /// <summary>What an entity stands for, escaped; empty for a character that XML forbids; null when it is no entity.</summary>
    private string? Meaning(string name)
    {
        if (name is "amp" or "lt" or "gt" or "quot" or "apos")
            return $"&{name};";
        if (name[0] == '#')
            return Numbered(name);
        if (_entities.TryGetValue(name, out var declared))
            return declared;
        var decoded = WebUtility.HtmlDecode($"&{name};");
        return decoded[0] == '&' ? null : decoded;
    }

    private static string? Numbered(string name)
    {
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        var digits = name.AsSpan(isHex ? 2 : 1);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var code))
            return null;
        // The numbers of windows-1252 are what people mean by &#128; to &#159;, as HTML says.
        if (code is >= 0x80 and <= 0x9F)
            return Encoding.GetEncoding(1252).GetString([(byte)code]);
        if (!Rune.IsValid(code))
            return "";
        var character = new Rune(code);
        return character.IsBmp && !XmlConvert.IsXmlChar((char)code) ? "" : Escaped(character);
    }

    private static string Escaped(Rune character) =>
        character.Value switch
        {
            '<' => "&lt;",
            '&' => "&amp;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ => character.ToString(),
        };

    private void CloseTag()
    {
        var end = _text.IndexOf('>', _at);
        var name = _text.AsSpan(_at + 2, (end < 0 ? _text.Length : end) - _at - 2).Trim().ToString();
        _at = end < 0 ? _text.Length : end + 1;
        var found = _open.FindLastIndex(open => open.Name == name);
        if (found < 0)
            found = _open.FindLastIndex(open => FeedNames.Is(open.Name, name));
        if (found >= 0)
            CloseDownTo(found);
    }

    private void CloseDownTo(int index)
    {
        for (var i = _open.Count - 1; i >= index; i--)
        {
            _out.Append("</").Append(_open[i].Name).Append('>');
            _open.RemoveAt(i);
            ForgetDeclarationsBelow(i);
        }
    }

    private void ForgetDeclarationsBelow(int depth)
    {
        while (_declared[^1].Depth > depth)
            _declared.RemoveAt(_declared.Count - 1);
    }

    private bool TryOpenTag()
    {
        var nameEnd = NameEnd(_at + 1);
        var name = _text[(_at + 1)..nameEnd];
        if (!IsName(name))
            return false;
        CloseItemBefore(name);
        var start = _out.Length;
        _out.Append('<').Append(name);
        if (_rootNameEnd < 0)
            _rootNameEnd = _out.Length;
        _at = nameEnd;
        var isEmpty = Attributes();
        Need(name);
        _out.Append(isEmpty ? "/>" : ">");
        if (isEmpty)
            ForgetDeclarationsBelow(_open.Count);
        else
            _open.Add(new Open(name, start));
        return true;
    }

    /// <summary>An item inside an item is one whose predecessor was not closed.</summary>
    private void CloseItemBefore(string name)
    {
        if (!FeedNames.IsItem(name))
            return;
        var unclosed = _open.FindIndex(open => open.Name == name);
        if (unclosed >= 0)
            CloseDownTo(unclosed);
    }

    private int NameEnd(int from)
    {
        var end = from;
        while (end < _text.Length && (XmlConvert.IsNCNameChar(_text[end]) || _text[end] == ':'))
            end++;
        return end;
    }

    /// <summary>A name with at most one prefix.</summary>
    private static bool IsName(string name)
    {
        if (name.Length is 0 or > ParseLimits.NameLength || !XmlConvert.IsStartNCNameChar(name[0]))
            return false;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            || (
                colon < name.Length - 1
                && XmlConvert.IsStartNCNameChar(name[colon + 1])
                && !name.AsSpan(colon + 1).Contains(':')
            );
    }

    /// <summary>Writes the attributes that can be written, moves behind the tag, and says whether it closes itself.</summary>
    private bool Attributes()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_at < _text.Length)
        {
            SkipSpace();
            if (_at >= _text.Length || _text[_at] == '<')
                return false;
            if (_text[_at] == '>')
            {
                _at++;
                return false;
            }
            if (Follows("/>"))
            {
                _at += 2;
                return true;
            }
            Attribute(seen);
        }
        return false;
    }

    private void Attribute(HashSet<string> seen)
    {
        var nameEnd = NameEnd(_at);
        if (nameEnd == _at)
        {
            _at++;
            return;
        }
        var name = _text[_at..nameEnd];
        _at = nameEnd;
        var value = AttributeValue();
        if (value is null || !IsName(name) || seen.Count >= ParseLimits.Attributes || !seen.Add(name))
            return;
        if (name.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            if (!TryDeclare(name["xmlns:".Length..], value))
                return;
        }
        else if (name != "xmlns")
        {
            Need(name);
        }
        _out.Append(' ').Append(name).Append("=\"");
        AppendValue(value);
        _out.Append('"');
    }

    /// <summary>A prefix may not be bound to nothing, and nobody honest binds hundreds.</summary>
    private bool TryDeclare(string prefix, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || prefix is "xml" or "xmlns" || _declared.Count > ParseLimits.Attributes)
            return false;
        _declared.Add((prefix, _open.Count + 1));
        return true;
    }

    private string? AttributeValue()
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != '=')
            return null;
        _at++;
        SkipSpace();
        return _at < _text.Length && _text[_at] is '"' or '\'' ? Quoted(_text[_at]) : Unquoted();
    }

    private string Quoted(char quote)
    {
        var start = _at + 1;
        var end = _text.IndexOf(quote, start);
        if (end < 0)
            end = _text.Length;
        _at = Math.Min(end + 1, _text.Length);
        return _text[start..end];
    }

    private string Unquoted()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('>' or '<'))
            _at++;
        return _text[start.._at];
    }

    private void AppendValue(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '&':
                    i += AppendEntity(value, i, value.Length) - 1;
                    break;
                case '<':
                    _out.Append("&lt;");
                    break;
                case '"':
                    _out.Append("&quot;");
                    break;
                default:
                    var width = char.IsHighSurrogate(value[i]) && i + 1 < value.Length ? 2 : 1;
                    AppendLegal(value.AsSpan(i, width));
                    i += width - 1;
                    break;
            }
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private void Need(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return;
        var prefix = name[..colon];
        if (!_declared.Exists(declared => declared.Prefix == prefix))
            _undeclared.Add(prefix);
    }

    private void CloseWhatIsOpen()
    {
        var item = _open.FindIndex(open => FeedNames.IsItem(open.Name));
        if (item > 0 && _at >= _text.Length)
        {
            _out.Length = _open[item].Start;
            _open.RemoveRange(item, _open.Count - item);
        }
        CloseDownTo(0);
    }

    private void DeclarePrefixes()
    {
        if (_rootNameEnd < 0 || _undeclared.Count == 0)
            return;
        var declarations = _undeclared.Select(prefix => $" xmlns:{prefix}=\"{FeedNames.UsualNamespace(prefix)}\"");
        _out.Insert(_rootNameEnd, string.Concat(declarations));
    }
}
