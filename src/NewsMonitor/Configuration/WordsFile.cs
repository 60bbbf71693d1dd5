using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Configuration;

/// <summary>Reads the files under <c>words/</c>: shared lists, and words, names and places that a person adds.</summary>
internal static class WordsFile
{
    private const int LongestListName = 100;

    /// <summary>All files together; what stands twice is reported.</summary>
    public static SharedWords Read(IEnumerable<YamlNode?> roots, Reading reading)
    {
        var sections = roots.Select(root => Open(root, reading)).OfType<Section>().ToArray();
        var concepts = Entries(sections, "concepts", KnownKeys.Concept, ReadConcept);
        var names = Entries(sections, "names", KnownKeys.KnownName, entry => ReadName(entry, isOrganisation: false));
        var orgs = Entries(sections, "orgs", KnownKeys.KnownName, entry => ReadName(entry, isOrganisation: true));
        var places = Entries(sections, "places", KnownKeys.KnownPlace, ReadPlace);
        CheckUnique(concepts, concept => concept.Word, "concepts", reading.Problems);
        CheckUnique(names.AddRange(orgs), name => name.Name, "names", reading.Problems);
        CheckUnique(places, place => place.Name, "places", reading.Problems);
        return new()
        {
            Lists = ReadLists(sections, reading.Problems),
            Words =
                concepts.IsEmpty && names.IsEmpty && orgs.IsEmpty && places.IsEmpty
                    ? UserWords.None
                    : new()
                    {
                        Concepts = Plain(concepts),
                        Names = [.. Plain(names), .. Plain(orgs)],
                        Places = Plain(places),
                    },
        };
    }

    private static Section? Open(YamlNode? root, Reading reading)
    {
        if (root is not YamlScalar { IsNothing: true })
            return root is null ? null : Section.Open(root, KnownKeys.WordsFile, reading);
        reading.Problems.Add(
            root.Position,
            "the file is empty: begin it with \"lists:\", \"concepts:\", \"names:\", \"orgs:\" or \"places:\", or remove it."
        );
        return null;
    }

    private static ImmutableArray<Written<T>> Entries<T>(
        Section[] sections,
        string key,
        KeyList keys,
        Func<Section, T?> read
    )
        where T : class
    {
        var all = ImmutableArray.CreateBuilder<Written<T>>();
        foreach (var node in sections.SelectMany(section => Items(section, key)))
            if (Section.Open(node, keys, sections[0].Reading) is { } entry && read(entry) is { } value)
                all.Add(new(value, entry.Position));
        return all.ToImmutable();
    }

    private static ImmutableArray<YamlNode> Items(Section section, string key)
    {
        if (section.Find(key) is null or YamlRefused)
            return [];
        if (section.Find(key) is YamlSequence list)
            return list.Items;
        section.Complain(key, $"\"{key}\" takes a list: begin each entry with \"- \".");
        return [];
    }

    private static UserConcept? ReadConcept(Section entry)
    {
        entry.Require("word", "the word that rules write, word: withdrawal.");
        if (!entry.Has("synonyms") && !entry.Has("weak") && !entry.Has("never"))
            entry.Reading.Problems.Add(
                entry.Position,
                "this concept says nothing of its word: add synonyms:, weak: or never:, or remove it."
            );
        return entry.Text("word") is { } word
            ? new(word)
            {
                Synonyms = Texts(entry, "synonyms"),
                Weak = Texts(entry, "weak"),
                Never = Texts(entry, "never"),
            }
            : null;
    }

    private static UserName? ReadName(Section entry, bool isOrganisation)
    {
        entry.Require("name", "the name that rules write, name: Qassem Soleimani.");
        entry.Require("aliases", "the other names, aliases: [Haj Qassem].");
        return entry.Text("name") is { } name ? new(name, isOrganisation, Texts(entry, "aliases")) : null;
    }

    private static UserPlace? ReadPlace(Section entry)
    {
        entry.Require("name", "the name that rules write, name: Kurdistan.");
        return entry.Text("name") is { } name
            ? new(name)
            {
                People = Texts(entry, "people"),
                Cities = Texts(entry, "cities"),
                Also = Texts(entry, "also"),
            }
            : null;
    }

    private static ImmutableDictionary<string, ImmutableArray<TextAt>> ReadLists(Section[] sections, Problems problems)
    {
        var lists = ImmutableDictionary.CreateBuilder<string, ImmutableArray<TextAt>>(StringComparer.Ordinal);
        var firstOf = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        foreach (var section in sections.Where(section => section.Has("lists")))
        foreach (var pair in ListsOf(section))
            if (!firstOf.TryAdd(pair.Key.Value, pair.Key.Position))
                problems.Add(
                    pair.Key.Position,
                    $"two lists have the name \"{Shown.Of(pair.Key.Value)}\", the other is at {firstOf[pair.Key.Value]}: rename one of the two."
                );
            else
                lists[pair.Key.Value] = ReadList(section, pair, problems);
        return lists.ToImmutable();
    }

    private static ImmutableArray<YamlPair> ListsOf(Section section)
    {
        if (section.Find("lists") is YamlMapping lists)
            return lists.Pairs;
        if (section.Find("lists") is not YamlRefused)
            section.Complain("lists", "\"lists\" takes names, each with a list: lists: { energy: [Kodak, Shell] }.");
        return [];
    }

    private static ImmutableArray<TextAt> ReadList(Section section, YamlPair pair, Problems problems)
    {
        var name = Shown.Of(pair.Key.Value);
        if (pair.Key.Value.Length is 0 or > LongestListName)
            problems.Add(pair.Key.Position, $"the name of a list has 1 to {LongestListName} characters.");
        if (pair.Value is not YamlSequence list)
        {
            if (pair.Value is not YamlRefused)
                problems.Add(pair.Value.Position, $"\"{name}\" takes a list: write {name}: [first, second].");
            return [];
        }
        if (list.Items.IsEmpty)
            problems.Add(list.Position, $"the list \"{name}\" is empty: write texts in it, or remove it.");
        foreach (var node in list.Items.Where(node => node is YamlSequence or YamlMapping))
            problems.Add(
                node.Position,
                $"a list holds single texts, not {node.Kind}: put quotes around text that holds \": \" or begins with a bracket."
            );
        return [.. list.Items.OfType<YamlScalar>().Select(section.AsText).OfType<TextAt>()];
    }

    private static void CheckUnique<T>(
        ImmutableArray<Written<T>> all,
        Func<T, string> name,
        string what,
        Problems problems
    )
    {
        var firstOf = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        foreach (var one in all)
            if (!firstOf.TryAdd(Folding.Fold(name(one.Value)), one.Position))
                problems.Add(
                    one.Position,
                    $"\"{Shown.Of(name(one.Value))}\" stands twice among the {what}, the other is at {firstOf[Folding.Fold(name(one.Value))]}: put both into one entry."
                );
    }

    private static ImmutableArray<T> Plain<T>(ImmutableArray<Written<T>> written) =>
        [.. written.Select(one => one.Value)];

    private static ImmutableArray<string> Texts(Section entry, string key) =>
        [.. entry.Texts(key).Select(text => text.Text)];
}
