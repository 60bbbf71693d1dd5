using System.Security.Cryptography;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration;

/// <summary>What a file holds, as a fingerprint: SHA-256 of its bytes, as hex, or why they were not read.</summary>
internal static class FilePrint
{
    /// <summary>The print of a file that cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The print of a file of more than <see cref="YamlFile.SizeLimit"/>: its bytes are never read.</summary>
    public const string TooLarge = "too large";

    /// <summary>The print of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
