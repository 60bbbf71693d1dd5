using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Rules compiled together: their clues, and which rules a clue leads to.</summary>
internal sealed class RulePart
{
    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules, all enabled.</param>
    /// <param name="firstOrder">The place of the first of them among all rules of the index.</param>
    /// <param name="meanings">What words mean.</param>
    public RulePart(ImmutableArray<WatchRule> rules, int firstOrder, Meanings meanings)
    {
        (Rules, FirstOrder) = (rules, firstOrder);
        Book = new ClueBook(meanings);
        var compiler = new Compiler(Book);
        Compiled = [.. rules.Select(rule => new CompiledRule(rule, compiler.Compile(rule.Condition)))];
        Postings = Postings.Of(Compiled, Book);
    }

    /// <summary>The rules as people wrote them.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>The place of the first of them among all rules of the index.</summary>
    public int FirstOrder { get; }

    /// <summary>The rules, ready to be asked.</summary>
    public ImmutableArray<CompiledRule> Compiled { get; }

    /// <summary>What the rules look for.</summary>
    public ClueBook Book { get; }

    /// <summary>Which rules a clue leads to.</summary>
    public Postings Postings { get; }
}
