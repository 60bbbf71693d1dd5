using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Binding;

/// <summary>
/// One mapping while it is read: knows its keys, reads their values by type, and complains of what does not fit.
/// What cannot be read comes back as null or empty, so that the reader goes on and finds the rest.
/// </summary>
internal sealed class Section
{
    private readonly YamlMapping mapping;
    private readonly KeyList keys;

    /// <summary>A mapping whose unknown keys are reported elsewhere.</summary>
    public Section(YamlMapping mapping, KeyList keys, Reading reading)
    {
        this.mapping = mapping;
        this.keys = keys;
        Reading = reading;
    }

    /// <summary>Where to complain, and what paths and variables mean.</summary>
    public Reading Reading { get; }

    /// <summary>Where the mapping begins.</summary>
    public SourcePosition Position => mapping.Position;

    /// <summary>Opens a mapping and complains of keys that are not its own; null when the node is no mapping.</summary>
    public static Section? Open(YamlNode node, KeyList keys, Reading reading)
    {
        if (node is not YamlMapping mapping)
        {
            if (node is not YamlRefused)
                reading.Problems.Add(node.Position, NotAMapping(node, keys));
            return null;
        }
        return Of(mapping, keys, reading);
    }

    /// <summary>Opens a mapping and complains of keys that are not its own.</summary>
    public static Section Of(YamlMapping mapping, KeyList keys, Reading reading)
    {
        var section = new Section(mapping, keys, reading);
        foreach (var pair in section.UnknownPairs)
            reading.Problems.Add(pair.Key.Position, keys.Unknown(pair.Key.Value));
        return section;
    }

    private IEnumerable<YamlPair> UnknownPairs => mapping.Pairs.Where(pair => !keys.Keys.Contains(pair.Key.Value));

    /// <summary>False when keys or values stand here that could not be read, which was reported: what the whole means is not known.</summary>
    public bool IsReadable => !UnknownPairs.Any() && !HoldsRefused(mapping);

    private static bool HoldsRefused(YamlNode node) =>
        node switch
        {
            YamlRefused => true,
            YamlSequence list => list.Items.Any(HoldsRefused),
            YamlMapping inner => inner.Pairs.Any(pair => HoldsRefused(pair.Value)),
            _ => false,
        };

    /// <summary>True when the key is written, with or without a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>True when the key is written, or misspelt: one mistake gets one complaint, not a second one of its absence.</summary>
    public bool HasOrMeans(string key) => Has(key) || UnknownPairs.Any(pair => keys.MeantBy(pair.Key.Value) == key);

    /// <summary>Where the value of the key stands; where the mapping begins when the key is missing.</summary>
    public SourcePosition At(string key) => Find(key)?.Position ?? Position;

    /// <summary>Complains of the value of a key, or of its absence.</summary>
    public void Complain(string key, string message) => Reading.Problems.Add(At(key), message);

    /// <summary>Complains when a key that must be there is missing.</summary>
    public void Require(string key, string remedy)
    {
        if (!HasOrMeans(key))
            Reading.Problems.Add(Position, $"{keys.Object} needs \"{key}\": {remedy}");
    }

    /// <summary>The value of a key; null when the key is missing.</summary>
    public YamlNode? Find(string key) =>
        keys.Keys.Contains(key)
            ? mapping.Find(key)
            : throw new InvalidOperationException($"{keys.Object} is read by a key that its list lacks: {key}");

    /// <summary>The mapping under a key; null when the key is missing.</summary>
    public Section? Inner(string key, KeyList inner) => Find(key) is { } node ? Open(node, inner, Reading) : null;

    /// <summary>The single value under a key; null when the key is missing, empty or holds something else.</summary>
    public YamlScalar? Scalar(string key)
    {
        if (Find(key) is not { } node)
            return null;
        if (node is YamlScalar { IsNothing: false } scalar)
            return scalar;
        if (node is YamlScalar)
            Complain(key, $"\"{key}\" has no value: write one, or remove the line.");
        else if (node is not YamlRefused)
            Complain(key, $"\"{key}\" takes one value, not {node.Kind}.");
        return null;
    }

    /// <summary>A text; <c>${NAME}</c> is not replaced in it.</summary>
    public string? Text(string key) => Scalar(key) is { } scalar ? AsText(scalar)?.Text : null;

    /// <summary>A text in which <c>${NAME}</c> stands for a variable of the environment.</summary>
    public string? Expanded(string key) => Scalar(key) is { } scalar ? Expanded(scalar) : null;

    /// <summary>A single value as text, its variables replaced; null, and reported, when it is no text.</summary>
    public string? Expanded(YamlScalar scalar)
    {
        if (!IsText(scalar))
            return null;
        var text = Reading.Variables.Replace(scalar, Reading.Problems)?.Trim();
        if (text is null || !text.Any(char.IsControl))
            return text;
        Reading.Problems.Add(scalar.Position, "this value holds a line break or a control character: remove it.");
        return null;
    }

    /// <summary>Texts, as a list or as one value.</summary>
    public ImmutableArray<TextAt> Texts(string key) => [.. Items(key).Select(AsText).OfType<TextAt>()];

    /// <summary>The values under a key, as a list or as one value.</summary>
    public ImmutableArray<YamlScalar> Items(string key)
    {
        if (Find(key) is not YamlSequence list)
            return Scalar(key) is { } single ? [single] : [];
        foreach (var node in list.Items.Where(node => node is YamlSequence or YamlMapping))
            Reading.Problems.Add(
                node.Position,
                $"\"{key}\" takes single values, not {node.Kind}: put quotes around text that holds \": \" or begins with a bracket."
            );
        return [.. list.Items.OfType<YamlScalar>()];
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise)
    {
        if (Scalar(key) is not { } scalar)
            return otherwise;
        if (scalar is { IsPlain: true, Value: "true" or "false" })
            return scalar.Value == "true";
        Complain(key, $"\"{key}\" is true or false, without quotes: \"{Shown.Of(scalar.Value)}\" is neither.");
        return otherwise;
    }

    /// <summary>A whole number within a range.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Scalar(key) is not { } scalar || Digits(key, scalar) is not { } digits)
            return null;
        if (
            long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return (int)number;
        Complain(key, $"\"{key}\" is {Shown.Of(digits)}: it goes from {least} to {most}.");
        return null;
    }

    /// <summary>One word out of a table.</summary>
    public T? Choice<T>(string key, params ReadOnlySpan<(string Word, T Value)> table)
        where T : struct
    {
        if (Scalar(key) is not { } scalar)
            return null;
        var words = new List<string>();
        foreach (var (word, value) in table)
        {
            if (word == scalar.Value)
                return value;
            words.Add(word);
        }
        var choices = string.Join(", ", words);
        Complain(
            key,
            $"\"{Shown.Of(scalar.Value)}\" is not one of {choices}. {Nearest.Hint(scalar.Value, words, "Write one of these.")}"
        );
        return null;
    }

    private string? Digits(string key, YamlScalar scalar)
    {
        var fromEnvironment = Variables.AreIn(scalar.Value);
        var text = fromEnvironment ? Reading.Variables.Replace(scalar, Reading.Problems) : scalar.Value;
        if (text is null)
            return null;
        var digits = text.AsSpan().TrimStart('-');
        if (!IsWhole(digits) || (digits.Length > 1 && digits[0] == '0'))
            Complain(key, $"\"{key}\" takes a whole number in plain digits, like 5.");
        else if (!scalar.IsPlain && !fromEnvironment)
            Complain(key, $"\"{key}\" takes a number, and quotes make it text: write {Shown.Of(text)} without quotes.");
        else
            return text;
        return null;
    }

    private static bool IsWhole(ReadOnlySpan<char> digits) =>
        digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');

    /// <summary>A single value as a text of one line; null, and reported, when it is none.</summary>
    public TextAt? AsText(YamlScalar scalar)
    {
        if (!IsText(scalar))
            return null;
        var text = scalar.Value.Trim();
        if (text.Length == 0)
            Reading.Problems.Add(scalar.Position, "this text is empty: write something, or remove it.");
        else if (text.Length > TextLimit)
            Reading.Problems.Add(scalar.Position, $"this text has {text.Length} characters: {TextLimit} are the most.");
        else if (text.Any(char.IsControl))
            Reading.Problems.Add(
                scalar.Position,
                "this text holds a line break or a control character: write it on one line."
            );
        else if (Variables.AreIn(text))
            Reading.Problems.Add(
                scalar.Position,
                "${NAME} is replaced in addresses, hosts, folders and secrets only: write the text itself here."
            );
        else
            return new(text, scalar.Position);
        return null;
    }

    private const int TextLimit = 500;

    /// <summary>True unless YAML reads the value as something else than text, which is then reported.</summary>
    public bool IsText(YamlScalar scalar)
    {
        if (YamlTrap.Of(scalar) is not { } trap)
            return true;
        Reading.Problems.Add(scalar.Position, $"YAML reads {TrapShown(scalar)} as {trap}: put quotes around it.");
        return false;
    }

    private static string TrapShown(YamlScalar scalar) =>
        scalar.Value.Length == 0 ? "an empty value" : Shown.Of(scalar.Value);

    private static string NotAMapping(YamlNode node, KeyList keys)
    {
        var example = $"{keys.Keys[0]}: …";
        if (node is YamlScalar { IsNothing: true })
            return $"{keys.Object} is empty here: write its keys, beginning with \"{example}\", or remove it.";
        return node is YamlScalar { IsPlain: true } scalar && scalar.Value.Contains(':', StringComparison.Ordinal)
            ? $"{keys.Object} needs keys and values: put a space after the \":\"."
            : $"{keys.Object} is a mapping, not {node.Kind}: write \"{example}\".";
    }
}

/// <summary>A text and where it stands.</summary>
internal sealed record TextAt(string Text, SourcePosition Position);
