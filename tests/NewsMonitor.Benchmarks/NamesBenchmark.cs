using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>names --data DIR</c>: how well names are told apart, on name-bench.csv, ofac-persons.jsonl and arabic-spellings.jsonl.
///
/// Whole names: a pair matches when a rule <c>names: [one]</c> matches an item whose title is the other, or the reverse, by
/// the real matcher; nothing else is in the item.
/// Spellings: pairs of one group against pairs of words that share first letter and length but no group, and the hard ones
/// among words that share the first letter and are at most two letters apart.
/// </summary>
internal static class NamesBenchmark
{
    private const int Seed = 1;
    private static readonly FeedOrigin Feed = new("names", "Names", []);

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "The folder with name-bench.csv, ofac-persons.jsonl and arabic-spellings.jsonl",
            Required = true,
        };
        var list = new Option<bool>("--list") { Description = "Print every wrong pair" };
        var command = new Command("names", "How well spellings and shapes of names are told apart") { data, list };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(data).FullName, parsed.GetValue(list)));
        return command;
    }

    private static void Run(string folder, bool list)
    {
        MeasureBench(Path.Combine(folder, "name-bench.csv"), list);
        MeasurePersons(Path.Combine(folder, "ofac-persons.jsonl"), list);
        MeasureSpellings(Path.Combine(folder, "arabic-spellings.jsonl"));
    }

    private static void MeasureBench(string path, bool list)
    {
        if (!File.Exists(path))
            return;
        var rows = File.ReadLines(path).Skip(1).Select(Csv).Where(row => row[1] == "Person").ToList();
        PrintPairs("name-bench, Person", rows, list);
        PrintPairs("  of these in one script", [.. rows.Where(IsInOneScript)], list: false);
        for (var half = 0; half < 2; half++)
            PrintPairs(
                $"  half {half + 1} (every second row)",
                [.. rows.Where((_, at) => at % 2 == half)],
                list: false
            );
    }

    private static void PrintPairs(string what, List<string[]> rows, bool list)
    {
        int hits = 0,
            extra = 0,
            missed = 0;
        foreach (var row in rows)
        {
            var isMatch = row[4] == "true";
            var found = Matches(row[2], row[3]) || Matches(row[3], row[2]);
            hits += found && isMatch ? 1 : 0;
            extra += found && !isMatch ? 1 : 0;
            missed += !found && isMatch ? 1 : 0;
            if (list && found != isMatch)
                Console.WriteLine($"  {(found ? "extra " : "missed")}  {row[2]}  |  {row[3]}");
        }
        double precision = hits / (double)Math.Max(1, hits + extra);
        double recall = hits / (double)Math.Max(1, hits + missed);
        Measure.Print(
            what,
            $"P {precision:0.000} R {recall:0.000} F1 {2 * precision * recall / Math.Max(1e-9, precision + recall):0.000}",
            $"{hits} of {hits + missed} found, {extra} extra of {rows.Count - hits - missed}"
        );
    }

    private static void MeasurePersons(string path, bool list)
    {
        if (!File.Exists(path))
            return;
        var persons = File.ReadLines(path).Select(Person.Read).ToList();
        var rules = persons.Select(person => RuleFor(person.Name, person.Id)).ToArray();
        var matcher = new Matcher(RuleIndex.Build(rules));
        int aliases = 0,
            found = 0,
            texts = 0,
            wrong = 0,
            wrongTexts = 0;
        foreach (var person in persons)
        foreach (var name in person.Aliases.Append(person.Name).Distinct(StringComparer.Ordinal))
        {
            var matches = matcher
                .FindMatches(ItemOf(name), Feed)
                .Select(match => match.Rule.Id)
                .ToHashSet(StringComparer.Ordinal);
            if (name != person.Name)
            {
                aliases++;
                var isFound = matches.Contains(person.Id) || Matches(name, person.Name);
                found += isFound ? 1 : 0;
                if (list && !isFound)
                    Console.WriteLine($"  alias   {name}  |  {person.Name}");
            }
            var others = persons
                .Where(other => other.Id != person.Id && matches.Contains(other.Id) && !other.Bears(name))
                .ToList();
            texts++;
            wrong += others.Count;
            wrongTexts += others.Count > 0 ? 1 : 0;
            if (list)
                foreach (var other in others)
                    Console.WriteLine($"  other   {name}  |  {other.Name}");
        }
        Measure.Print("ofac-persons, a.k.a. spellings", $"R {found / (double)aliases:0.000}", $"{found} of {aliases}");
        Measure.Print(
            "ofac-persons, rules of other persons",
            $"{wrong / (double)texts / (persons.Count - 1):0.0000000}",
            $"{wrong} of {(long)texts * (persons.Count - 1)} pairs; {wrongTexts} of {texts} texts"
        );
    }

    private static void MeasureSpellings(string path)
    {
        if (!File.Exists(path))
            return;
        var groups = File.ReadLines(path).Select(SpellingsOf).Where(group => group.Length > 0).ToList();
        PrintSpellings("arabic-spellings", groups);
        for (var half = 0; half < 2; half++)
            PrintSpellings($"  half {half + 1} of the groups", [.. groups.Where((_, at) => at % 2 == half)]);
        PrintSkeletons(SpellingPairs.Of(groups));
        PrintSpeed(SpellingPairs.Of(groups));
    }

    private static void PrintSpellings(string what, List<string[]> groups)
    {
        var pairs = SpellingPairs.Of(groups);
        Measure.Print(
            what,
            $"{groups.Count} groups",
            $"{pairs.Same.Count} pairs; {pairs.Apart.Count} and {pairs.Hard.Count} between groups"
        );
        var same = pairs.Same.Select(pair => (Distance: Distance(pair.One, pair.Other), pair.Weight)).ToList();
        var apart = Sorted(pairs.Apart);
        var hard = Sorted(pairs.Hard);
        foreach (
            var (name, widest) in new[]
            {
                ("  as a surname with support", NameSpelling.SupportedSurname),
                ("  as a given name", NameSpelling.GivenName),
                ("  at .05 false, hard pairs", At(hard, .05)),
                ("  at .05 false, first letter and length", At(apart, .05)),
            }
        )
            Measure.Print(
                $"{name} ({widest:0.000})",
                $"R {same.Sum(pair => pair.Distance <= widest ? pair.Weight : 0) / same.Sum(pair => pair.Weight):0.000} a group",
                $"{same.Count(pair => pair.Distance <= widest) / (double)same.Count:0.000} a pair; false {ShareUpTo(apart, widest):0.000}, hard {ShareUpTo(hard, widest):0.000}"
            );
    }

    private static void PrintSkeletons(SpellingPairs pairs)
    {
        foreach (var widest in new[] { NameSpelling.SupportedSurname, NameSpelling.GivenName })
        {
            var near = pairs.Same.Concat(pairs.Hard).Where(pair => Distance(pair.One, pair.Other) <= widest).ToList();
            var lost = near.Count(pair =>
                !NameSpelling.Skeletons(pair.One).ContainsAny(NameSpelling.Skeletons(pair.Other))
            );
            Measure.Print($"pairs up to {widest:0.000} without a common skeleton", $"{lost} of {near.Count}");
        }
        var words = pairs.Same.SelectMany(pair => new[] { pair.One, pair.Other }).Distinct().ToList();
        Measure.Print(
            "skeletons a name",
            $"{words.Average(word => NameSpelling.Skeletons(word).Length):0.00}",
            $"at most {words.Max(word => NameSpelling.Skeletons(word).Length)}"
        );
    }

    private static void PrintSpeed(SpellingPairs pairs)
    {
        var some = pairs.Apart.Take(50_000).ToList();
        var near = 0;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Environment.CpuUsage.UserTime;
            foreach (var pair in some)
                near += Distance(pair.One, pair.Other) < .1 ? 1 : 0;
            if (round == 2)
                Measure.Print(
                    "a distance, CPU",
                    $"{(Environment.CpuUsage.UserTime - began).TotalNanoseconds / some.Count:0} ns",
                    $"{(GC.GetAllocatedBytesForCurrentThread() - before) / (double)some.Count:0.0} bytes allocated"
                );
        }
    }

    private static double Distance(string one, string other) => NameSpelling.Distance(one, other);

    private static double[] Sorted(IEnumerable<SpellingPair> pairs) =>
        [.. pairs.Select(pair => Distance(pair.One, pair.Other)).Order()];

    private static double At(double[] sorted, double share) => Math.BitDecrement(sorted[(int)(share * sorted.Length)]);

    private static double ShareUpTo(double[] sorted, double widest) =>
        sorted.Count(distance => distance <= widest) / (double)sorted.Length;

    private static bool Matches(string rule, string text) =>
        !new Matcher(RuleIndex.Build([RuleFor(rule, "rule")])).FindMatches(ItemOf(text), Feed).IsEmpty;

    private static WatchRule RuleFor(string name, string id) =>
        new()
        {
            Id = id,
            Name = name,
            Condition = new PersonName { Words = name },
        };

    private static Item ItemOf(string title) =>
        new()
        {
            Feed = "names",
            Identity = new ItemIdentity(null, null, "c"),
            Key = "c-c",
            Title = title,
        };

    private static bool IsInOneScript(string[] row) => IsLatin(row[2]) == IsLatin(row[3]);

    private static bool IsLatin(string name) => name.Any(char.IsAsciiLetter);

    private static string[] SpellingsOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return
        [
            .. json
                .RootElement.GetProperty("latin")
                .EnumerateArray()
                .Select(word => string.Concat(Folding.Fold(word.GetString()!).Where(char.IsAsciiLetter)))
                .Where(word => word.Length > 1)
                .Distinct(),
        ];
    }

    private static string[] Csv(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var character in line)
            if (character == '"')
                isQuoted = !isQuoted;
            else if (character == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(character);
        cells.Add(cell.ToString());
        return [.. cells];
    }

    /// <summary>A person with official spellings.</summary>
    private sealed record Person(string Id, string Name, ImmutableArray<string> Aliases)
    {
        public static Person Read(string line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new(
                root.GetProperty("ent").GetString()!,
                root.GetProperty("name").GetString()!,
                [.. root.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()!)]
            );
        }

        /// <summary>True when the list gives the person this very name: then a match with it is right.</summary>
        public bool Bears(string name) => Aliases.Append(Name).Any(own => Folding.Fold(own) == Folding.Fold(name));
    }

    /// <summary>Two spellings.</summary>
    /// <param name="One">Folded.</param>
    /// <param name="Other">Folded.</param>
    /// <param name="Weight">Such that every group weighs 1.</param>
    private sealed record SpellingPair(string One, string Other, double Weight);

    /// <summary>Pairs of one group, of different groups with first letter and length in common, and the hard ones.</summary>
    private sealed record SpellingPairs(
        IReadOnlyList<SpellingPair> Same,
        IReadOnlyList<SpellingPair> Apart,
        IReadOnlyList<SpellingPair> Hard
    )
    {
        private const int MostApart = 100_000;

        public static SpellingPairs Of(List<string[]> groups)
        {
            var owners = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
            var same = new List<SpellingPair>();
            for (var group = 0; group < groups.Count; group++)
            {
                var words = groups[group];
                foreach (var word in words)
                    (owners.TryGetValue(word, out var known) ? known : owners[word] = []).Add(group);
                for (var i = 0; i < words.Length; i++)
                for (var j = i + 1; j < words.Length; j++)
                    same.Add(new(words[i], words[j], 2.0 / (words.Length * (words.Length - 1))));
            }
            var (apart, hard) = (new List<SpellingPair>(), new List<SpellingPair>());
            foreach (var words in owners.Keys.GroupBy(word => word[0]).Select(words => words.ToArray()))
                for (var i = 0; i < words.Length; i++)
                for (var j = i + 1; j < words.Length; j++)
                {
                    var longer = Math.Abs(words[i].Length - words[j].Length);
                    if (longer > 2 || owners[words[i]].Overlaps(owners[words[j]]))
                        continue;
                    var pair = new SpellingPair(words[i], words[j], 1);
                    if (longer == 0)
                        apart.Add(pair);
                    if (Edits(words[i], words[j]) <= 2)
                        hard.Add(pair);
                }
            var apartSample = apart.ToArray();
            new Random(Seed).Shuffle(apartSample);
            return new(same, apartSample[..Math.Min(MostApart, apartSample.Length)], hard);
        }

        private static int Edits(string one, string other)
        {
            var row = Enumerable.Range(0, other.Length + 1).ToArray();
            for (var i = 1; i <= one.Length; i++)
            {
                var diagonal = row[0];
                row[0] = i;
                for (var j = 1; j <= other.Length; j++)
                {
                    var exchange = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.Min(exchange, Math.Min(row[j], row[j - 1]) + 1);
                }
            }
            return row[^1];
        }
    }
}
