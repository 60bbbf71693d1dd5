using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Configuration.Binding;
using NJsonSchema;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>The JSON Schema that editors complete and check with says what the program says.</summary>
public sealed class SchemaTests
{
    private static readonly string Schemas = Repository.PathOf("config", "schema");

    public static TheoryData<string> Names => BrokenFolders.Names;

    public static TheoryData<string> Mappings => [.. KnownKeys.All.Select(keys => keys.Schema)];

    [Theory]
    [MemberData(nameof(Mappings))]
    public void A_mapping_has_the_same_keys_in_the_program_and_in_the_schema(string place)
    {
        var keys = KnownKeys.All.Single(one => one.Schema == place);

        var schema = At(place);

        Assert.Equal(keys.Keys.Order(), KeysOf(schema).Order());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_describes_no_mapping_that_the_program_does_not_read() =>
        Assert.Equal(KnownKeys.All.Select(keys => keys.Schema).Order(), Described().Order());

    [Fact]
    public void Every_key_is_explained_where_an_editor_shows_it()
    {
        foreach (var keys in KnownKeys.All)
        foreach (var property in At(keys.Schema).GetProperty("properties").EnumerateObject())
        {
            var described = property.Value.TryGetProperty("description", out var text)
                ? text
                : Referred(keys, property.Value).GetProperty("description");
            Assert.True(described.GetString()?.Length > 10, $"{keys.Schema}: {property.Name}");
        }
    }

    [Fact]
    public async Task The_shipped_files_are_valid()
    {
        foreach (var file in FilesIn(Repository.PathOf("config")))
            Assert.Empty(await FaultsAsync(file, Repository.PathOf("config")));
    }

    [Fact]
    public void Every_shipped_file_names_its_schema_for_editors()
    {
        foreach (var file in FilesIn(Repository.PathOf("config")))
        {
            var first = File.ReadLines(file).First();
            Assert.StartsWith("# yaml-language-server: $schema=", first, StringComparison.Ordinal);
            var schema = Path.Combine(
                Path.GetDirectoryName(file)!,
                first[(first.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            Assert.Equal(Path.Combine(Schemas, SchemaOf(file, Repository.PathOf("config"))), Path.GetFullPath(schema));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_program_takes_the_schema_takes(string folder)
    {
        foreach (var file in FilesIn(BrokenFolders.Mended(folder)))
            Assert.Empty(await FaultsAsync(file, BrokenFolders.Mended(folder)));
    }

    /// <summary>Faults within one value or one mapping. What needs a second look (other files, the calendar, the rule's tests) is for the program.</summary>
    [Theory]
    [InlineData("bad-durations", "feeds.yaml")]
    [InlineData("bad-hosts", "monitor.yaml")]
    [InlineData("bad-ids", "feeds.yaml")]
    [InlineData("bad-ids", "rules/iraq.yaml")]
    [InlineData("bad-mail-addresses", "monitor.yaml")]
    [InlineData("bad-mail-addresses", "receivers.yaml")]
    [InlineData("bad-web-addresses", "feeds.yaml")]
    [InlineData("email-without-a-way-out", "monitor.yaml")]
    [InlineData("empty-list", "feeds.yaml")]
    [InlineData("empty-texts", "rules/iraq.yaml")]
    [InlineData("field-and-language-that-do-not-exist", "rules/iraq.yaml")]
    [InlineData("file-of-another-kind", "rules/iraq.yaml")]
    [InlineData("filter-that-is-a-list", "rules/iraq.yaml")]
    [InlineData("flag-in-other-words", "feeds.yaml")]
    [InlineData("key-of-another-tool", "rules/iraq.yaml")]
    [InlineData("key-without-a-value", "rules/iraq.yaml")]
    [InlineData("list-where-one-value-stands", "rules/iraq.yaml")]
    [InlineData("list-without-a-name", "feeds.yaml")]
    [InlineData("mapping-in-a-list-of-texts", "rules/iraq.yaml")]
    [InlineData("mapping-instead-of-a-list", "feeds.yaml")]
    [InlineData("numbers-out-of-range", "monitor.yaml")]
    [InlineData("numbers-that-are-none", "monitor.yaml")]
    [InlineData("receiver-with-two-addresses", "receivers.yaml")]
    [InlineData("rule-of-only-not", "rules/iraq.yaml")]
    [InlineData("rule-without-conditions", "rules/iraq.yaml")]
    [InlineData("rule-without-name", "rules/iraq.yaml")]
    [InlineData("secret-in-plain-text", "monitor.yaml")]
    [InlineData("secret-in-plain-text", "receivers.yaml")]
    [InlineData("secret-of-a-mail-receiver", "receivers.yaml")]
    [InlineData("secret-twice", "monitor.yaml")]
    [InlineData("secret-twice", "receivers.yaml")]
    [InlineData("smtp-half-said", "monitor.yaml")]
    [InlineData("space-missing-after-colon", "feeds.yaml")]
    [InlineData("status-and-log", "monitor.yaml")]
    [InlineData("texts-that-yaml-reads-otherwise", "rules/iraq.yaml")]
    [InlineData("two-mail-ways", "monitor.yaml")]
    [InlineData("two-schedules", "feeds.yaml")]
    [InlineData("unknown-key-of-a-rule", "rules/iraq.yaml")]
    [InlineData("unknown-keys-everywhere", "feeds.yaml")]
    [InlineData("unknown-keys-everywhere", "monitor.yaml")]
    [InlineData("unknown-keys-everywhere", "receivers.yaml")]
    [InlineData("unknown-keys-everywhere", "rules/iraq.yaml")]
    public async Task What_an_editor_can_know_to_be_wrong_it_marks(string folder, string file) =>
        Assert.NotEmpty(
            await FaultsAsync(Path.Combine(BrokenFolders.PathOf(folder), file), BrokenFolders.PathOf(folder))
        );

    internal static async Task<string[]> FaultsAsync(string file, string folder)
    {
        if (YamlAsJson.Read(file) is not { } json)
            return [];
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(Schemas, SchemaOf(file, folder)),
            TestContext.Current.CancellationToken
        );
        return [.. schema.Validate(json).Select(fault => $"{file}: {fault}")];
    }

    private static string SchemaOf(string file, string folder) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar) switch
        {
            ["rules" or "team", ..] => "rules.schema.json",
            ["words", ..] => "words.schema.json",
            _ => $"{Path.GetFileNameWithoutExtension(file)}.schema.json",
        };

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories);

    private static JsonElement At(string place)
    {
        var (file, path) = (
            place[..place.IndexOf('#', StringComparison.Ordinal)],
            place[(place.IndexOf('#', StringComparison.Ordinal) + 1)..]
        );
        var node = Root(file);
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node.GetProperty(step);
        return node;
    }

    private static JsonElement Root(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Schemas, file))).RootElement;

    private static JsonElement Referred(KeyList keys, JsonElement property) =>
        At(
            keys.Schema[..keys.Schema.IndexOf('#', StringComparison.Ordinal)] + property.GetProperty("$ref").GetString()
        );

    private static IEnumerable<string> KeysOf(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Described() =>
        Directory
            .EnumerateFiles(Schemas, "*.schema.json")
            .SelectMany(file => Described(Root(Path.GetFileName(file)), $"{Path.GetFileName(file)}#"));

    private static IEnumerable<string> Described(JsonElement node, string place)
    {
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        var inner = node.EnumerateObject().SelectMany(one => Described(one.Value, $"{place}/{one.Name}"));
        return
            node.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
            && type.GetString() == "object"
            ? inner.Prepend(place)
            : inner;
    }
}
