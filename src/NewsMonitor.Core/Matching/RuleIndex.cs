using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// All rules compiled together, immutable. Each rule stands under its rarest required clue, beside the second-rarest, so
/// that an item asks only the rules of which it holds both.
/// </summary>
/// <remarks>
/// The idea of finding stored queries through their rarest necessary term is that of Lucene's Monitor (presearcher); the
/// second term in the posting spares the visit to the rule itself.
/// </remarks>
public sealed class RuleIndex
{
    private RuleIndex(ImmutableArray<WatchRule> rules, Meanings meanings)
    {
        Rules = rules;
        Book = new ClueBook(meanings);
        var compiler = new Compiler(Book);
        Compiled = [.. rules.Select((rule, order) => new CompiledRule(rule, order, compiler.Compile(rule.Condition)))];
        Postings = Postings.Of(Compiled, Book);
    }

    /// <summary>The rules in the order given, disabled ones left out.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>The rules, ready to be asked.</summary>
    internal ImmutableArray<CompiledRule> Compiled { get; }

    /// <summary>What the rules look for.</summary>
    internal ClueBook Book { get; }

    /// <summary>Which rules a clue leads to.</summary>
    internal Postings Postings { get; }

    /// <summary>Compiles the rules.</summary>
    /// <param name="rules">The rules; those that are not enabled are left out.</param>
    /// <param name="meanings">What words mean; the shipped vocabulary when null.</param>
    public static RuleIndex Build(IEnumerable<WatchRule> rules, Meanings? meanings = null) =>
        new([.. rules.Where(rule => rule.Enabled)], meanings ?? Meanings.Shipped);
}
