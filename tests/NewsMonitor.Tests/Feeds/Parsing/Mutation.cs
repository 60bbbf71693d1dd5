using System.Text;

namespace NewsMonitor.Tests.Feeds.Parsing;

/// <summary>A few accidents that befall a document: cut, flipped, repeated, with markup thrown in.</summary>
internal static class Mutation
{
    private static readonly string[] Markup =
    [
        "<",
        ">",
        "&",
        "\"",
        "]]>",
        "<![CDATA[",
        "<!--",
        "</",
        "<item>",
        "</item>",
        "</entry>",
        "<!DOCTYPE x [",
        "<?xml?>",
        "\0",
        "\\u",
        "[[[",
        "{\"items\":",
    ];

    /// <summary>The document after one to three accidents.</summary>
    public static byte[] Of(byte[] document, Random chance)
    {
        var mutant = document;
        for (var accidents = chance.Next(1, 4); accidents > 0 && mutant.Length > 1; accidents--)
            mutant = Once(mutant, chance);
        return mutant;
    }

    private static byte[] Once(byte[] document, Random chance)
    {
        var (from, to) = (chance.Next(document.Length), chance.Next(document.Length));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        return chance.Next(5) switch
        {
            0 => document[..to],
            1 => [.. document[..from], .. document[to..]],
            2 => [.. document[..to], .. document[from..]],
            3 => Flipped(document, chance),
            _ =>
            [
                .. document[..from],
                .. Encoding.UTF8.GetBytes(Markup[chance.Next(Markup.Length)]),
                .. document[from..],
            ],
        };
    }

    private static byte[] Flipped(byte[] document, Random chance)
    {
        byte[] flipped = [.. document];
        for (var flips = chance.Next(1, 20); flips > 0; flips--)
            flipped[chance.Next(flipped.Length)] ^= (byte)(1 << chance.Next(8));
        return flipped;
    }
}
