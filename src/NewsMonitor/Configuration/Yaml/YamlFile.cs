using System.Text;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Yaml;

/// <summary>Reads a file that people edit with whatever editor they have: UTF-8 or UTF-16, with or without byte order mark.</summary>
internal static class YamlFile
{
    /// <summary>The most bytes of one file.</summary>
    public const int SizeLimit = 5 * 1024 * 1024;

    /// <summary>What the file holds, or why it cannot be read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">The name that messages show.</param>
    public static YamlDocument Read(string path, string name)
    {
        try
        {
            if (new FileInfo(path).Length > SizeLimit)
                return Fault(new(name, 0, 0), "the file is larger than 5 MB: split it into several.") with
                {
                    Print = FilePrint.TooLarge,
                };
            var bytes = File.ReadAllBytes(path);
            return Parse(bytes, name) with { Print = FilePrint.Of(bytes) };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Fault(
                new(name, 0, 0),
                "the file cannot be read: let the user that runs Monitor read it, and see that it is a file."
            );
        }
    }

    private static YamlDocument Parse(byte[] bytes, string name)
    {
        var encoding = EncodingOf(bytes);
        var body = bytes.AsSpan(
            encoding.Preamble.Length > 0 && bytes.AsSpan().StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0
        );
        try
        {
            return YamlTree.Read(encoding.GetString(body), name);
        }
        catch (DecoderFallbackException fault)
        {
            var good = body[..Math.Clamp(fault.Index, 0, body.Length)];
            return Fault(EndOf(good, name), "this is not UTF-8: save the file as UTF-8.");
        }
    }

    private static UnicodeEncoding Utf16(bool bigEndian) =>
        new(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);

    // Without a byte order mark: every file of ours begins with an ASCII character, so its zero byte tells.
    private static Encoding EncodingOf(byte[] bytes) =>
        bytes switch
        {
            [0xFE, 0xFF, ..] or [0, not 0, ..] => Utf16(bigEndian: true),
            [0xFF, 0xFE, ..] or [not 0, 0, ..] => Utf16(bigEndian: false),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        };

    private static SourcePosition EndOf(ReadOnlySpan<byte> good, string name)
    {
        var line = 1 + good.Count((byte)'\n');
        var column = 1 + Encoding.UTF8.GetCharCount(good[(good.LastIndexOf((byte)'\n') + 1)..]);
        return new(name, line, column);
    }

    private static YamlDocument Fault(SourcePosition position, string message) =>
        new(new YamlRefused(position), [new(position, message)]);
}
