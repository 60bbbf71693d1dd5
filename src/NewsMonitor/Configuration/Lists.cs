using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration;

/// <summary>The files that hold one list under one key: feeds, receivers, rules.</summary>
internal static class Lists
{
    /// <summary>The list of a file, each item read on its own.</summary>
    public static WrittenList<T> Read<T>(
        YamlNode? root,
        KeyList file,
        Reading reading,
        Func<YamlNode, Written<T>?> read
    )
    {
        var nodes = Of(root, file, reading);
        if (nodes.IsDefault)
            return new([], IsWhole: false);
        var items = nodes.Select(read).OfType<Written<T>>().ToImmutableArray();
        return new(items, items.Length == nodes.Length);
    }

    /// <summary>The items of the list, default when there is no list; "none" has to be said in so many words, so that an emptied file is no silent change.</summary>
    public static ImmutableArray<YamlNode> Of(YamlNode? root, KeyList file, Reading reading)
    {
        var key = file.Keys[0];
        if (root is YamlScalar { IsNothing: true })
            reading.Problems.Add(
                root.Position,
                $"the file is empty: begin it with \"{key}:\", or write \"{key}: []\" for none."
            );
        else if (root is YamlSequence)
            reading.Problems.Add(root.Position, $"the list needs a name: write \"{key}:\" on a line above it.");
        else if (root is not null && Section.Open(root, file, reading) is { } section)
            return Items(section, key);
        return default;
    }

    private static ImmutableArray<YamlNode> Items(Section section, string key)
    {
        section.Require(key, $"begin the list with \"{key}:\".");
        switch (section.Find(key))
        {
            case YamlSequence list:
                return list.Items;
            case YamlScalar { IsNothing: true }:
                section.Complain(key, $"\"{key}\" is empty: write a list under it, or \"{key}: []\" for none.");
                break;
            case YamlScalar or YamlMapping:
                section.Complain(key, $"\"{key}\" takes a list: begin each item with \"- \".");
                break;
        }
        return default;
    }
}
