using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>The ids of stories: computed from the rule and the first item.</summary>
internal static class StoryId
{
    private const int Bytes = 16;

    /// <summary>Equal arguments give an equal id on every machine and in every release.</summary>
    public static string Of(string ruleId, string firstKey)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"story\0{ruleId.Length}\0{ruleId}\0{firstKey}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, Bytes));
    }
}
