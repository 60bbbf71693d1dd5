using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using Xunit;

namespace NewsMonitor.Tests.Matching;

/// <summary>The index only spares work: what it finds is what asking every rule finds.</summary>
public sealed class RuleIndexTests
{
    private static readonly FeedOrigin Feed = new("daily", "Example Daily", []);

    private static readonly string[] Persons =
    [
        "Qassem Soleimani",
        "Ana Soleimani",
        "William Barr",
        "Bill Barr",
        "Jan Daniel Kowal",
        "Jandaniel Kowal",
        "Saif Uddin",
        "Saifuddin Qureshi",
        "Mark Esper",
        "M. Esper",
        "Li Wei",
        "Kim Jong-un",
        "Gabriel Garcia Marquez",
        "Jacob Rees-Mogg",
        "Bashar al-Assad",
        "Pele",
        "John Smith",
        "Robin Cook",
    ];

    private static readonly string[] Shapes =
    [
        "{0} {1} spoke on Monday",
        "Gen {1} spoke on Monday",
        "{1} spoke on Monday",
        "On Monday {1} and {0} spoke",
        "{1}, {0}, spoke on Monday",
        "{2}. {1} spoke on Monday",
        "{2}.{2}. {1} spoke on Monday",
        "Maria {1} spoke on Monday. {1} left",
        "Maria {1} and {0} {1} spoke",
        "{0}-Pierre {1} spoke on Monday",
        "Jean-{0} {1} spoke on Monday",
        "{0} {1}-Dupont spoke on Monday",
        "{0} Maria {1} Says Talks Go On",
        "President {1}'s letter on Monday",
        "#{0}{1} spoke on Monday",
        "{1} Street was closed on Monday",
        "{3} {1} spoke on Monday",
        "{0} {4} spoke on Monday",
    ];

    [Fact]
    public void The_index_finds_every_person_that_asking_each_rule_finds() =>
        AssertSame(
            [.. Persons.Select(name => (Condition)new PersonName { Words = name })],
            [.. Persons.SelectMany(name => Shapes.Select(shape => Written(shape, name)))]
        );

    [Fact]
    public void The_index_finds_every_condition_that_asking_each_rule_finds()
    {
        string[] words = ["troop", "withdrawal", "iraq", "bank", "strike", "deny", "letter", "tax cut"];
        var conditions =
            from one in words
            from other in words
            from third in words
            where one != other && third != one
            from condition in (Condition[])
                [
                    new Phrase { Words = $"{one} {other}" },
                    new Phrase { Words = $"{one} {other} {third}" },
                    new All([Word(one), Word(other), new None([Word(third)])]),
                    new All([Word(one), new Any([Word(other), Word(third)])]),
                    new All([new Near([Word(one), Word(other)]) { Within = 3 }, new None([Word(third)])]),
                    new All([new Phrase { Words = $"{one} {other}" }, new Place { Words = "Iraq" }]),
                    new All([Word(one), new PersonName { Words = "Mark Esper" }, new None([Word(other), Word(third)])]),
                ]
            select condition;
        AssertSame(
            [.. conditions],
            [
                "Troops withdrawn from Iraq, Mark Esper denies",
                "Esper: no letter on a withdrawal of troops. The bank strikes in Baghdad.",
                "Tax cuts denied as banks write letters",
                "US to pull its troops out of Iraq after strikes, says Mr Esper",
                "Bank withdrawal limits: letter to customers on strike",
                "Forces to leave Iraq",
                "Taxes on banks cut; soldiers strike",
            ]
        );
    }

    private static Word Word(string words) => new() { Words = words };

    private static string Written(string shape, string name)
    {
        var words = name.Split(' ');
        var (given, surname) = (words[0], words[^1]);
        return string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            shape,
            given,
            surname,
            given[0],
            given.Length > 4 ? $"{given[..3]} {given[3..]}" : given,
            surname.ToUpperInvariant()
        );
    }

    private static void AssertSame(ImmutableArray<Condition> conditions, ImmutableArray<string> titles)
    {
        var index = RuleIndex.Build(
            conditions.Select(
                (condition, number) =>
                    new WatchRule
                    {
                        Id = $"r{number}",
                        Name = $"r{number}",
                        Condition = condition,
                    }
            )
        );
        var part = index.Parts[0];
        var finder = new Finder(part);
        var search = new Search(part.Book);
        var found = 0;
        foreach (var title in titles)
        {
            var item = Rule.Item(title);
            int[] byIndex = [.. finder.Find(item, Feed)];
            search.Begin(item, Feed);
            var oneByOne = Enumerable
                .Range(0, conditions.Length)
                .Where(rule => part.Compiled(rule).Matches(search))
                .ToArray();
            Assert.Equal(oneByOne, byIndex.Order());
            found += byIndex.Length;
        }
        Assert.InRange(found, titles.Length, (conditions.Length * titles.Length) - 1);
    }
}
