using System.CommandLine;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Benchmarks;

/// <summary><c>stems</c>: the stemmer against a Snowball vocabulary (<c>english-voc.txt</c>, <c>english-output.txt</c>), word by word.</summary>
internal static class StemsBenchmark
{
    public static Command Create()
    {
        var folder = new Option<string>("--data")
        {
            Description = "The folder with english-voc.txt and english-output.txt",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("stems", "Compares every stem with Snowball's own, and says which differ.")
        {
            folder,
        };
        command.SetAction(given => Run(given.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(string folder)
    {
        var words = File.ReadAllLines(Path.Combine(folder, "english-voc.txt"));
        var stems = File.ReadAllLines(Path.Combine(folder, "english-output.txt"));
        string[] ours = [];
        var took = Measure.Time(() => ours = [.. words.Select(Porter2.Stem)]);
        var differ = words.Zip(stems, ours).Where(row => row.Second != row.Third).ToArray();
        foreach (var (word, theirs, mine) in differ.Take(20))
            Console.WriteLine($"{word}: {theirs}, not {mine}");
        Measure.Print("words", $"{words.Length:N0}");
        Measure.Print("stems that differ", $"{differ.Length:N0}");
        Measure.PrintRate("speed", words.Length, "words", took);
        return differ.Length == 0 && words.Length == stems.Length ? 0 : 1;
    }
}
