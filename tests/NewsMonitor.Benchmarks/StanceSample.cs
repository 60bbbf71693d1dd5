using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// Prints stances over real items for a person to judge. In place of a rule, two long words of each headline are taken as
/// matched: which two depends on the headline alone.
/// </summary>
internal static class StanceSample
{
    private const int LongWord = 6;

    public static Command Create()
    {
        var file = new Option<FileInfo>("--data") { Description = "Items, one JSON object a line", Required = true };
        var command = new Command("stance-sample", "Stances over real items, for reading") { file };
        command.SetAction(result => Run(result.GetRequiredValue(file)));
        return command;
    }

    private static void Run(FileInfo file)
    {
        foreach (var line in File.ReadLines(file.FullName))
        {
            using var item = JsonDocument.Parse(line);
            var title = item.RootElement.GetProperty("title").GetString() ?? "";
            var summary = item.RootElement.GetProperty("description").GetString() ?? "";
            var words = Tokeniser
                .Read(title)
                .Tokens.Where(token => token.Word.Length >= LongWord && !Words.IsFunctionWord(token.Word))
                .ToArray();
            if (words.Length < 2)
                continue;
            var first = title.Length % (words.Length - 1);
            MatchedWord[] matched =
            [
                new(ItemField.Title, words[first].Start, words[first].End),
                new(ItemField.Title, words[first + 1].Start, words[first + 1].End),
            ];
            var stance = StanceReader.Read(title, summary, "", matched);
            Console.WriteLine(
                $"{stance.Status}\t{stance.Cue?.Field}\t{stance.Cue?.Words}\t{stance.Who}\t{words[first].Word} {words[first + 1].Word}\t{title}\t{(stance.Cue?.Field == ItemField.Title ? "" : stance.Cue?.Sentence)}"
            );
        }
    }
}
