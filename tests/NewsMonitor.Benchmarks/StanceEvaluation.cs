using System.CommandLine;
using System.Globalization;
using System.Text;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// How well denials are read. A row has a claim, a headline, and how the headline stands to the claim. A rule for the claim
/// would find the words that the two share: these are the matched words; the headline denies the claim when its stance
/// takes it back.
/// </summary>
internal static class StanceEvaluation
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--data")
        {
            Description = "A CSV file: id, claim, headline, gold",
            Required = true,
        };
        var errors = new Option<bool>("--errors") { Description = "Print every row that is read wrong" };
        var half = new Option<string>("--half")
        {
            Description = "Only the claims of one half, a or b",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("stance", "Precision and recall of denials over labelled headlines")
        {
            file,
            errors,
            half,
        };
        command.SetAction(result =>
            Run(result.GetRequiredValue(file), result.GetValue(errors), result.GetValue(half)!)
        );
        return command;
    }

    private static void Run(FileInfo file, bool errors, string half)
    {
        var rows = Rows(file).Where(row => half.Length == 0 || HalfOf(row.Claim) == half).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var read = rows.Select(row => (Row: row, Stance: Read(row))).ToArray();
        watch.Stop();
        Print("all", read);
        foreach (var part in read.GroupBy(one => HalfOf(one.Row.Claim)).OrderBy(group => group.Key))
            Print($"claims of half {part.Key}", [.. part]);
        PrintTable(read);
        Measure.PrintRate("read", rows.Length, "headlines", watch.Elapsed);
        if (errors)
            foreach (
                var (row, stance) in read.Where(one =>
                    one.Row.IsAgainst != one.Stance.TakesBack
                    || one.Stance.Status == NewsMonitor.Core.Rules.ReportStatus.Disputed
                )
            )
                Console.WriteLine(
                    $"{(row.IsAgainst ? "MISS" : "FALSE")} {row.Id} [{row.Gold}] {row.Claim} | {row.Headline} | {stance.Status} \"{stance.Cue?.Words}\" who \"{stance.Who}\""
                );
    }

    private static void Print(string what, IReadOnlyCollection<(Row Row, Stance Stance)> read)
    {
        double right = read.Count(one => one.Row.IsAgainst && one.Stance.TakesBack);
        double found = read.Count(one => one.Stance.TakesBack);
        double gold = read.Count(one => one.Row.IsAgainst);
        var (precision, recall) = (right / found, right / gold);
        Measure.Print(
            $"against, {what} ({read.Count} rows)",
            $"P {precision:0.000}  R {recall:0.000}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"F1 {2 * precision * recall / (precision + recall):0.000}, {right} of {gold}, {found - right} false"
            )
        );
    }

    private static void PrintTable(IReadOnlyCollection<(Row Row, Stance Stance)> read)
    {
        foreach (var group in read.GroupBy(one => one.Stance.Status).OrderBy(group => group.Key))
            Measure.Print(
                $"  read as {group.Key}",
                $"{group.Count()}",
                string.Join(
                    ", ",
                    group
                        .GroupBy(one => one.Row.Gold)
                        .OrderBy(gold => gold.Key)
                        .Select(gold => $"{gold.Key} {gold.Count()}")
                )
            );
    }

    private static Stance Read(Row row)
    {
        var claim = KeysOf(row.Claim).SelectMany(pair => pair.Keys).ToHashSet();
        var matched = KeysOf(row.Headline)
            .Where(pair => pair.Keys.Any(claim.Contains))
            .Select(pair => new MatchedWord(ItemField.Title, pair.Token.Start, pair.Token.End))
            .ToArray();
        return StanceReader.Read(row.Headline, "", "", matched);
    }

    /// <summary>The content words of a text with what a rule would know them by: root, stem, joined form, and for a negation the word that it negates.</summary>
    private static IEnumerable<(Token Token, string[] Keys)> KeysOf(string text)
    {
        var tokens = Tokeniser.Read(text).Tokens;
        for (var at = 0; at < tokens.Count; at++)
            if (Negations.Contains(tokens[at].Word))
                yield return (tokens[at], [.. NegatedBy(tokens, at)]);
            else if (!Words.IsFunctionWord(tokens[at].Word))
                yield return (tokens[at], [.. KeysAt(tokens, at)]);
    }

    private static IEnumerable<string> NegatedBy(IReadOnlyList<Token> tokens, int at) =>
        tokens
            .Skip(at + 1)
            .Take(4)
            .Where(token => !Words.IsFunctionWord(token.Word))
            .Select(token => $"not {Words.RootOf(token.Word)}");

    private static IEnumerable<string> KeysAt(IReadOnlyList<Token> tokens, int at)
    {
        yield return Words.RootOf(tokens[at].Word);
        yield return Porter2.Stem(tokens[at].Word);
        foreach (var relative in Words.FamilyOf(Words.RootOf(tokens[at].Word)))
            yield return relative;
        if (tokens[at].Joined)
            yield return Words.RootOf(tokens[at - 1].Word + tokens[at].Word);
        if (at + 1 < tokens.Count && tokens[at + 1].Joined)
            yield return Words.RootOf(tokens[at].Word + tokens[at + 1].Word);
    }

    private static readonly HashSet<string> Negations =
    [
        "not",
        "no",
        "never",
        "without",
        "isn't",
        "doesn't",
        "rather",
        "instead",
        "won't",
        "didn't",
    ];

    /// <summary>Half of the claims are read while cues are written, the others only counted.</summary>
    private static string HalfOf(string claim) => claim.Sum(character => character) % 2 == 0 ? "a" : "b";

    private static IEnumerable<Row> Rows(FileInfo file) =>
        CsvLines(File.ReadAllText(file.FullName))
            .Skip(1)
            .Where(row => row.Count >= 4)
            .Select(row => new Row(row[0], row[1], row[2], row[3].Trim()));

    private static IEnumerable<List<string>> CsvLines(string text)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
            if (quoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[at++]);
            else if (text[at] == '"')
                quoted = !quoted;
            else if (!quoted && text[at] is ',' or '\n')
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (text[at] == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
                cell.Append(text[at]);
        if (cell.Length > 0)
            yield return [.. row, cell.ToString()];
    }

    private sealed record Row(string Id, string Claim, string Headline, string Gold)
    {
        public bool IsAgainst => Gold == "against";
    }
}
