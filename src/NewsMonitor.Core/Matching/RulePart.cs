using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Rules compiled together: their clues, and which rules a clue leads to.</summary>
internal sealed class RulePart
{
    private readonly Compiler compiler;
    private readonly Lock compiling = new();
    private readonly Lazy<RequiredClues> required;

    /// <summary>The condition of each rule; null where the index nearly always answers for it, until it is asked for.</summary>
    private readonly Node?[] conditions;

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules, all enabled.</param>
    /// <param name="firstOrder">The place of the first of them among all rules of the index.</param>
    /// <param name="meanings">What words mean.</param>
    public RulePart(ImmutableArray<WatchRule> rules, int firstOrder, Meanings meanings)
    {
        (Rules, FirstOrder) = (rules, firstOrder);
        Book = new ClueBook(meanings);
        compiler = new Compiler(Book);
        var compiled = new CompiledRule[rules.Length];
        for (var place = 0; place < rules.Length; place++)
            compiled[place] = new CompiledRule(rules[place], compiler.Compile(rules[place].Condition));
        conditions = Array.ConvertAll(compiled, rule => (Node?)rule.Condition);
        Postings = Postings.Of(compiled, Book, decided: Forget);
        compiler.Forget();
        required = new Lazy<RequiredClues>(() => new RequiredClues(this));
    }

    /// <summary>The rules as people wrote them.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>The place of the first of them among all rules of the index.</summary>
    public int FirstOrder { get; }

    /// <summary>What the rules look for.</summary>
    public ClueBook Book { get; }

    /// <summary>Which rules a clue leads to.</summary>
    public Postings Postings { get; }

    /// <summary>The words that the rules cannot do without; gathered when they are first asked for.</summary>
    public RequiredClues Required => required.Value;

    /// <summary>True when a rule reads only some feeds or languages.</summary>
    public bool IsSelective(int place) => CompiledRule.IsSelectiveRule(Rules[place]);

    /// <summary>A rule, ready to be asked.</summary>
    public CompiledRule Compiled(int place) => new(Rules[place], ConditionOf(place));

    /// <summary>The condition of a rule, ready to be asked.</summary>
    public Node ConditionOf(int place) => conditions[place] ?? Compile(place);

    /// <summary>A phrase is made again from its words in no time, and a large index has more of them than of all else.</summary>
    private void Forget(int place)
    {
        if (conditions[place] is PhraseMatcher { IsRepeatable: true })
            conditions[place] = null;
    }

    private Node Compile(int place)
    {
        lock (compiling)
            return conditions[place] ??= compiler.Compile(Rules[place].Condition);
    }
}
