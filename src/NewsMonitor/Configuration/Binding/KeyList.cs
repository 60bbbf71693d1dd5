using System.Collections.Immutable;

namespace NewsMonitor.Configuration.Binding;

/// <summary>The keys that one kind of mapping may hold: as data, so that the JSON Schema can be compared with them.</summary>
/// <param name="Object">What the mapping is, in the words of a message: <c>a rule</c>.</param>
/// <param name="Schema">Where the JSON Schema describes it: <c>rules.schema.json#/definitions/rule</c>.</param>
/// <param name="Keys">The keys, in the order in which people write them.</param>
internal sealed record KeyList(string Object, string Schema, params ImmutableArray<string> Keys)
{
    /// <summary>Words of other tools that people write instead, each with the key it means.</summary>
    public ImmutableDictionary<string, string> OtherWords { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The key that a person most likely meant by one that is none of these; null when nothing is near.</summary>
    public string? MeantBy(string key) => OtherWords.GetValueOrDefault(key) ?? Nearest.To(key, Keys);

    /// <summary>The message for a key that is none of these.</summary>
    public string Unknown(string key)
    {
        var meant = MeantBy(key);
        var remedy = meant is null ? $"Its keys are {string.Join(", ", Keys)}." : $"Did you mean \"{meant}\"?";
        return $"\"{Shown.Of(key)}\" is not a key of {Object}. {remedy}";
    }
}
