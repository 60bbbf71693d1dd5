using System.CommandLine;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules.OneLine;
using NewsMonitor.Tests.Matching;

namespace NewsMonitor.Benchmarks;

/// <summary>Whether explanations are honest: without the words that one quotes, there is no match.</summary>
internal static class HonestyEvaluation
{
    public static Command Create() =>
        DrawnRules.Command(
            "honesty",
            "Blanks, for every match over the items, the words that its explanation quotes: the match must vanish",
            Run
        );

    private static int Run(DrawnRules drawn)
    {
        var matcher = new Matcher(drawn.Index);
        var (matches, quotes, kept) = (0, 0, 0);
        foreach (var item in drawn.Items)
        foreach (var match in matcher.FindMatches(item, DrawnRules.Feed))
        {
            matches++;
            quotes += match.Evidence.Length;
            if (!matcher.FindMatches(Unquoted.Of(match), DrawnRules.Feed).Any(left => left.Rule.Id == match.Rule.Id))
                continue;
            kept++;
            Console.WriteLine(
                $"kept: {match.Rule.Id} ({OneLineText.Write(match.Rule.Condition)}) on {item.Key} \"{item.Title}\": {Explanation.Of(match.Evidence)}"
            );
        }
        Measure.Print("items", $"{drawn.Items.Length:N0}", $"{drawn.Index.Rules.Length:N0} rules");
        Measure.Print("matches", $"{matches:N0}", $"{quotes:N0} quotations");
        Measure.Print("vanished without the quoted words", $"{matches - kept:N0}", $"{Share(matches - kept, matches)}");
        Measure.Print("kept although they were blanked", $"{kept:N0}");
        return matches > 0 && kept == 0 ? 0 : 1;
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "" : FormattableString.Invariant($"{100.0 * part / whole:0.000} %");
}
