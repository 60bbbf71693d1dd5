using System.CommandLine;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Rules.Import;

namespace NewsMonitor.Commands;

/// <summary><c>monitor rules</c>: what helps to look after rules.</summary>
internal static class RulesCommand
{
    private const string Teaching = """
        Read a Boolean expression from Meltwater, Brandwatch or LexisNexis and print it as a rule.

        Reads AND, OR, NOT, NEAR/n, ONEAR/n, W/n, PRE/n, /s, /p, NOT W/n, quotes, brackets, word* and word!, {Case}, raw:,
        ATLEASTn(…), ALLCAPS(…), title: and other fields that items have. Where the tools would read the expression
        differently, say which one it comes from. Every inflection is found without being written out: shorten what you get.

          monitor rules import-boolean kodak.txt
          monitor rules import-boolean --dialect lexisnexis --name "Kodak in trouble" --notify desk kodak.txt
          echo '(strike OR walkout) NEAR/5 hospital' | monitor rules import-boolean - > config/rules/strikes.yaml

        Exit code: 0 when the rule was printed, 1 when the file cannot be read, 2 when the expression cannot.
        """;

    /// <summary>The command.</summary>
    public static Command Create() =>
        new(
            "rules",
            """
            Look after rules: what each has found or would have sent, whether its tests hold, and bring expressions from other tools.

              monitor rules list
              monitor rules test
              monitor rules forecast iraq-troop-withdrawal
              monitor rules import-boolean kodak.txt
            """
        )
        {
            RulesListCommand.Create(),
            RulesTestCommand.Create(),
            RulesForecastCommand.Create(),
            ImportBoolean(),
        };

    private static Command ImportBoolean()
    {
        var file = new Argument<string>("file")
        {
            Description = "The expression, in a text file. - reads standard input",
        };
        var dialect = new Option<string?>("--dialect")
        {
            Description = "Where it comes from: meltwater, brandwatch, lexisnexis. Only needed where they differ",
            HelpName = "TOOL",
        };
        dialect.AcceptOnlyFromAmong("meltwater", "brandwatch", "lexisnexis");
        var name = new Option<string?>("--name") { Description = "The name of the rule. Default: that of the file" };
        var notify = new Option<string[]>("--notify")
        {
            Description = "A receiver that is told; may be repeated",
            HelpName = "RECEIVER",
        };
        var command = new Command("import-boolean", Teaching) { file, dialect, name, notify };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(file),
                arguments.GetValue(dialect),
                arguments.GetValue(name),
                arguments.GetValue(notify) ?? [],
                arguments.InvocationConfiguration.Output,
                arguments.InvocationConfiguration.Error
            )
        );
        return command;
    }

    private static int Run(
        string file,
        string? dialect,
        string? name,
        string[] notify,
        TextWriter output,
        TextWriter error
    )
    {
        try
        {
            using var input = file == "-" ? StandardInput.Open() : File.OpenText(file);
            return Import(input.ReadToEnd(), file, dialect, name, notify, output, error);
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            error.WriteLine($"{file}: {FileFault.InWords(file, fault)}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Prints the rule, or everything that keeps the expression from being read.</summary>
    internal static int Import(
        string text,
        string file,
        string? dialect,
        string? name,
        string[] notify,
        TextWriter output,
        TextWriter error
    )
    {
        var shown = file == "-" ? "expression" : Path.GetFileName(file);
        var read = BooleanImport.Read(text, DialectOf(dialect), shown);
        if (read.Condition is not { } condition)
        {
            foreach (var problem in read.Problems)
                error.WriteLine($"{problem.Position}    {problem.Message}");
            return ExitCode.Usage;
        }
        foreach (var note in read.Notes)
            output.WriteLine($"# {note}");
        output.WriteLine("rules:");
        output.WriteLine($"  - name: {ConditionTreeText.Scalar(name ?? NameOf(file))}");
        output.WriteLine("    match:");
        output.WriteLine(ConditionTreeText.Write(condition, "      "));
        output.WriteLine(
            notify.Length == 0
                ? "    # notify: [desk]        # who is told"
                : $"    notify: [{string.Join(", ", notify.Select(ConditionTreeText.Scalar))}]"
        );
        return ExitCode.Ok;
    }

    private static BooleanDialect? DialectOf(string? word) =>
        word switch
        {
            "meltwater" => BooleanDialect.Meltwater,
            "brandwatch" => BooleanDialect.Brandwatch,
            "lexisnexis" => BooleanDialect.LexisNexis,
            _ => null,
        };

    private static string NameOf(string file) => file == "-" ? "Imported rule" : Path.GetFileNameWithoutExtension(file);
}
