using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Text;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Bytes to text. What the bytes prove goes before what anybody claims of them: a byte order mark, then the charset of the
/// Content-Type header, then the XML prolog, then strict UTF-8, then windows-1252, in which every byte means something.
/// </summary>
internal static partial class DocumentDecoder
{
    private const int PrologBytes = 1_024;
    private const string Windows1252 = "windows-1252";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0x00, 0x00, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true)),
        ([0xFF, 0xFE, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: true)),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
        ([0xFF, 0xFE], Encoding.Unicode),
    ];

    /// <summary>How "&lt;" begins in encodings of two and four bytes (XML 1.0, appendix F).</summary>
    private static readonly (byte[] Start, Encoding Encoding)[] Starts =
    [
        ([0x00, 0x00, 0x00, 0x3C], new UTF32Encoding(bigEndian: true, byteOrderMark: false)),
        ([0x3C, 0x00, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: false)),
        ([0x00, 0x3C], Encoding.BigEndianUnicode),
        ([0x3C, 0x00], Encoding.Unicode),
    ];

    /// <summary>Those that refuse what they cannot read: their tables are dear to build, and there are some hundred at most.</summary>
    private static readonly ConcurrentDictionary<int, Encoding> StrictEncodings = new();

    private static readonly byte[] EbcdicProlog = [0x4C, 0x6F, 0xA7, 0x94];

    static DocumentDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text of the document; never fails.</summary>
    public static string Decode(FeedDocument document, ParseWarnings warnings)
    {
        var bytes = document.Bytes.Span;
        if (TryMark(bytes, out var text) || TryStart(bytes, out text))
            return text;
        var claims = Claims(document.ContentType, bytes);
        return ByClaims(bytes, claims, warnings);
    }

    private static bool TryMark(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (bytes.StartsWith(mark))
            {
                text = encoding.GetString(bytes[mark.Length..]);
                return true;
            }
        }
        text = null;
        return false;
    }

    private static bool TryStart(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        foreach (var (start, encoding) in Starts)
        {
            if (bytes.StartsWith(start))
            {
                text = encoding.GetString(bytes);
                return true;
            }
        }
        text = null;
        return false;
    }

    /// <summary>The encodings that header and prolog name, in the order in which they count; unknown names left out.</summary>
    private static List<Encoding> Claims(string? contentType, ReadOnlySpan<byte> bytes)
    {
        string?[] names = [CharsetOf(contentType), PrologEncoding(bytes)];
        return [.. names.Select(Named).OfType<Encoding>()];
    }

    private static string ByClaims(ReadOnlySpan<byte> bytes, List<Encoding> claims, ParseWarnings warnings)
    {
        // UTF-8 with more than ASCII in it is hardly ever valid by accident, while headers lie often.
        if (IsUtf8BeyondAscii(bytes) && claims.TrueForAll(IsLatinOrUtf8))
            return Encoding.UTF8.GetString(bytes);
        foreach (var claim in claims)
        {
            if (TryStrict(bytes, claim, out var text))
                return text;
        }
        if (TryStrict(bytes, StrictUtf8, out var utf8))
            return utf8;
        warnings.Add("the bytes are not in the encoding the document names: read as windows-1252");
        return Encoding.GetEncoding(Windows1252).GetString(bytes);
    }

    private static bool IsUtf8BeyondAscii(ReadOnlySpan<byte> bytes) =>
        !Ascii.IsValid(bytes) && System.Text.Unicode.Utf8.IsValid(bytes);

    private static bool IsLatinOrUtf8(Encoding encoding) => encoding.CodePage is 1252 or 65001;

    private static bool TryStrict(ReadOnlySpan<byte> bytes, Encoding encoding, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = StrictEncodings.GetOrAdd(encoding.CodePage, Strict).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    private static Encoding Strict(int codePage) =>
        Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static string? CharsetOf(string? contentType) =>
        contentType is null ? null
        : Charset().Match(contentType) is { Success: true } match ? match.Groups[1].Value
        : null;

    private static string? PrologEncoding(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, PrologBytes)];
        var prolog = start.StartsWith(EbcdicProlog)
            ? Encoding.GetEncoding("IBM037").GetString(start)
            : Encoding.Latin1.GetString(start);
        return Prolog().Match(prolog) is { Success: true } match ? match.Groups[1].Value : null;
    }

    /// <summary>
    /// The encoding of a name as browsers read it (WHATWG Encoding Standard §4.2: who writes Latin-1 or ASCII means
    /// windows-1252), or as .NET does when browsers do not know it.
    /// </summary>
    private static Encoding? Named(string? name)
    {
        if (name is null)
            return null;
        try
        {
            var encoding = TextEncoding.IsSupported(name) ? TextEncoding.Resolve(name) : Encoding.GetEncoding(name);
            // UTF-16 and UTF-32 would have been seen by their first bytes: here the prolog was readable as ASCII.
            return encoding.GetByteCount("<") == 1 ? encoding : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """charset\s*[=:]\s*["']?\s*([\w.:+-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Charset();

    [GeneratedRegex(
        """^[^<]*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:+-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Prolog();
}
