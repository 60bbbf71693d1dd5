using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Yaml;

/// <summary>One value of a YAML file, with the place where it stands.</summary>
internal abstract record YamlNode(SourcePosition Position)
{
    /// <summary>What it is, in the words of a message: <c>a list</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Value">Its text.</param>
/// <param name="IsPlain">True when it stands without quotes, so that YAML may read it as something else than text.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record YamlScalar(string Value, bool IsPlain, SourcePosition Position) : YamlNode(Position)
{
    /// <summary>Where its characters stand; null when it was made, not read.</summary>
    public ScalarPlaces? Places { get; init; }

    /// <summary>The place of the character at an offset of the value.</summary>
    public SourcePosition At(int offset) => Places?.At(Value, offset) ?? Position;

    /// <summary>True for a key without a value, and for the ways to write "nothing".</summary>
    public bool IsNothing => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc />
    public override string Kind => "a single value";
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(ImmutableArray<YamlNode> Items, SourcePosition Position) : YamlNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "a list";
}

/// <summary>Keys with values; each key stands once.</summary>
internal sealed record YamlMapping(ImmutableArray<YamlPair> Pairs, SourcePosition Position) : YamlNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "a mapping (key: value)";

    /// <summary>The value of a key; null when the key is not there.</summary>
    public YamlNode? Find(string key) => Pairs.FirstOrDefault(pair => pair.Key.Value == key)?.Value;
}

/// <summary>A key and its value.</summary>
internal sealed record YamlPair(YamlScalar Key, YamlNode Value);

/// <summary>Something we refuse to read, already reported: whoever meets it says nothing more.</summary>
internal sealed record YamlRefused(SourcePosition Position) : YamlNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "something unreadable";
}

/// <summary>Something wrong in a file, found before anyone asks what it means.</summary>
/// <param name="Position">Where.</param>
/// <param name="Message">What is wrong, ending in the remedy.</param>
internal sealed record YamlFault(SourcePosition Position, string Message);
