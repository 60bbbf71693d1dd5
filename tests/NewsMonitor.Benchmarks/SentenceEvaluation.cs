using System.CommandLine;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Benchmarks;

/// <summary>How well the other statuses are read, over sentences of our own: <c>status: text with [words of the rule]</c>.</summary>
internal static class SentenceEvaluation
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--data")
        {
            Description = "A folder of .txt files, one for each status",
            Required = true,
        };
        var errors = new Option<bool>("--errors") { Description = "Print every sentence that is read wrong" };
        var command = new Command("sentences", "Precision and recall of statuses over sentences with traps")
        {
            folder,
            errors,
        };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(errors)));
        return command;
    }

    private static void Run(DirectoryInfo folder, bool errors)
    {
        foreach (var file in folder.GetFiles("*.txt").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var read = LabelledSentence.ReadAll(File.ReadLines(file.FullName)).ToArray();
            var name = Path.GetFileNameWithoutExtension(file.Name);
            foreach (var status in read.Select(one => one.Status).Distinct().Order())
                Print($"{name}: {status}", [.. read], status);
            if (errors)
                foreach (var one in read.Where(one => one.Status != one.Read().Status))
                    Console.WriteLine(
                        $"  {one.Status} read as {one.Read().Status} (\"{one.Read().Cue?.Words}\"): {one.Text}"
                    );
        }
    }

    private static void Print(string what, LabelledSentence[] sentences, ReportStatus status)
    {
        double right = sentences.Count(one => one.Status == status && one.Read().Status == status);
        double found = sentences.Count(one => one.Read().Status == status);
        double gold = sentences.Count(one => one.Status == status);
        Measure.Print(
            what,
            $"P {right / found:0.000}  R {right / gold:0.000}",
            $"{right} of {gold}, {found - right} false"
        );
    }
}

/// <summary>A sentence with the status it has, and the places of the words that a rule would match.</summary>
internal sealed record LabelledSentence(ReportStatus Status, string Text, MatchedWord[] Matched)
{
    public Stance Read() => StanceReader.Read(Text, "", "", Matched);

    public static IEnumerable<LabelledSentence> ReadAll(IEnumerable<string> lines) =>
        lines.Where(line => line.Length > 0 && line[0] != '#').Select(Of);

    private static LabelledSentence Of(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var status = Enum.Parse<ReportStatus>(line[..colon], ignoreCase: true);
        var text = new System.Text.StringBuilder();
        var matched = new List<MatchedWord>();
        var start = -1;
        var written = line[(colon + 2)..].TrimEnd();
        for (var at = 0; at < written.Length; at++)
            if (written[at] == '\\')
                text.Append(written[++at]);
            else if (written[at] == '[')
                start = text.Length;
            else if (written[at] == ']')
                matched.Add(new MatchedWord(ItemField.Title, start, text.Length));
            else
                text.Append(written[at]);
        return new LabelledSentence(status, text.ToString(), [.. matched]);
    }
}
