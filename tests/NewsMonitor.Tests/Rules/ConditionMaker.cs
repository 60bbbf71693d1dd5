using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Tests.Rules;

/// <summary>Makes conditions of every kind, the same ones for the same seed.</summary>
/// <param name="random">Chance.</param>
/// <param name="forLine">True for what a line can say; a tree can say everything.</param>
internal sealed class ConditionMaker(Random random, bool forLine)
{
    private static readonly string[] Words =
    [
        "strike",
        "Kodak",
        "US",
        "de-escalation",
        "AT&T",
        "Zürich",
        "gov't",
        "4x4",
    ];
    private static readonly string[] Phrases =
    [
        "troop withdrawal",
        "Qassem Soleimani",
        "a: b",
        "no",
        "under_score",
        "AND OR",
        "don't walk",
        "50% off",
        "true",
    ];

    private static readonly string[] Patterns = ["troops?", "[a-z]+/[0-9]+", @"a\.b", @"\d{2} (dead|killed)", @"c:\\x"];

    /// <summary>A condition with groups down to a depth.</summary>
    public Condition Any(int depth) =>
        depth == 0
            ? LeafOrOrigin()
            : random.Next(forLine ? 5 : 7) switch
            {
                0 => new All(Parts(depth)),
                1 => new Any(Parts(depth)),
                2 => new None([Any(depth - 1)]),
                3 => NewNear(),
                4 => LeafOrOrigin(),
                5 => new AtLeast(random.Next(1, 3), Parts(depth)),
                _ => new Score(
                    random.Next(1, 50),
                    [.. Parts(depth).Select(part => new Points(part, random.Next(1, 20) * (random.Next(2) * 2 - 1)))]
                ),
            };

    private ImmutableArray<Condition> Parts(int depth) =>
        [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Any(depth - 1))];

    private Condition LeafOrOrigin() =>
        random.Next(8) != 0
            ? NewLeaf()
            : random.Next(3) switch
            {
                0 => new Origin(OriginKind.Feed, random.Next(2) == 0 ? "bbc_world" : "Example World"),
                1 => new Origin(OriginKind.Author, "Jane Doe"),
                _ => new Origin(OriginKind.Language, "en"),
            };

    private Near NewNear() =>
        new([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => NearPart())])
        {
            Within = random.Next(0, 20),
            InOrder = random.Next(2) == 0,
            Same = forLine ? Stretch.Sentence : (Stretch)random.Next(3),
        };

    private Condition NearPart() => random.Next(3) == 0 ? new Any([NewLeaf(), NewLeaf()]) : NewLeaf();

    private Leaf NewLeaf()
    {
        var kind = One(LeafKind.All);
        var words =
            kind == LeafKind.Regex ? One(Patterns)
            : kind == LeafKind.Starts || kind == LeafKind.Word ? One(Words)
            : One(Phrases);
        return kind.New(words, forLine ? InOneField() : NewTerms(), SourcePosition.None);
    }

    private LeafTerms InOneField() =>
        random.Next(3) == 0 ? LeafTerms.Default with { In = [(ItemField)random.Next(3)] } : LeafTerms.Default;

    private LeafTerms NewTerms() =>
        random.Next(3) == 0
            ? LeafTerms.Default
            : new()
            {
                By = (MatchLevel)random.Next(5),
                Within = random.Next(2) == 0 ? null : random.Next(9),
                InOrder = random.Next(2) == 0,
                Same = random.Next(2) == 0 ? null : (Stretch)random.Next(3),
                In = random.Next(2) == 0 ? LeafTerms.Default.In : [ItemField.Title, ItemField.Body],
                Times = random.Next(1, 4),
                ExactCase = random.Next(2) == 0,
                Also = random.Next(2) == 0 ? [] : ["exit", "pull: out"],
                Never = random.Next(2) == 0 ? [] : ["leave"],
                ExceptIn = random.Next(2) == 0 ? [] : ["no: such \"thing\""],
                As = (PlaceReach)random.Next(4),
                Statuses = random.Next(2) == 0 ? [] : [ReportStatus.Reported, ReportStatus.Question],
            };

    private T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
