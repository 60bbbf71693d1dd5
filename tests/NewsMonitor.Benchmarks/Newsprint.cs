using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Benchmarks;

/// <summary>Invented news in any amount, the same for the same seed: RSS pages, and rules that some of the items answer.</summary>
internal sealed class Newsprint(int seed)
{
    private static readonly ImmutableArray<string> Places =
    [
        "Iraq",
        "Iran",
        "France",
        "Kenya",
        "Japan",
        "Brazil",
        "Canada",
        "Egypt",
        "Norway",
        "Peru",
    ];

    private static readonly ImmutableArray<string> Verbs =
    [
        "deny",
        "announce",
        "delay",
        "review",
        "support",
        "question",
        "approve",
        "discuss",
        "reject",
        "expect",
    ];

    private static readonly ImmutableArray<string> Nouns =
    [
        "troops",
        "budget",
        "strike",
        "bridge",
        "harvest",
        "railway",
        "election",
        "hospital",
        "museum",
        "ministry",
        "reactor",
        "airport",
        "treaty",
        "tariff",
        "pension",
        "festival",
        "glacier",
        "embassy",
        "parliament",
        "factory",
    ];

    private static readonly ImmutableArray<string> Glue =
    [
        "officials in",
        "people near",
        "reports from",
        "after talks on",
        "before a vote about",
        "and the future of",
        "with doubts over",
        "despite the",
        "as part of",
        "because of",
    ];

    private readonly Random _chance = new(seed);

    /// <summary>An RSS 2.0 page of this many items, each with a summary and a body of some 250 words.</summary>
    public byte[] Page(string feed, int items, int firstNumber = 0)
    {
        var page = new StringBuilder(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>{feed}</title><link>https://{feed}.example/</link><description>Invented</description><language>en</language>"
        );
        for (var number = firstNumber; number < firstNumber + items; number++)
            Add(page, feed, number);
        return Encoding.UTF8.GetBytes(page.Append("</channel></rss>").ToString());
    }

    /// <summary>One item of an RSS page whose prefix <c>content</c> is declared.</summary>
    public string Entry(int number)
    {
        var entry = new StringBuilder();
        Add(entry, "outlet", number);
        return entry.ToString();
    }

    /// <summary>Rules in the proportions people write: phrases with places, names, single words, vetoes.</summary>
    public ImmutableArray<WatchRule> Rules(int count) => [.. Enumerable.Range(0, count).Select(Rule)];

    private WatchRule Rule(int number) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"rule-{number}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"Rule {number}"),
            Receivers = ["desk"],
            Condition = ConditionOf(number),
        };

    private Condition ConditionOf(int number)
    {
        if (number % 5 == 0)
            return new PersonName { Words = Person(number) };
        if (number % 5 == 1)
            return new All([new Word { Words = Invented(number) }, new Place { Words = Any(Places) }]);
        return new All([
            new Phrase { Words = $"{Any(Nouns)} {Invented(number)}" },
            new Place { Words = Any(Places) },
            new None([new Phrase { Words = $"{Any(Nouns)} {Any(Nouns)}" }]),
        ]);
    }

    private void Add(StringBuilder page, string feed, int number)
    {
        page.Append(CultureInfo.InvariantCulture, $"<item><title>{Sentence(8)}</title>");
        page.Append(CultureInfo.InvariantCulture, $"<link>https://{feed}.example/stories/{number}</link>");
        page.Append(CultureInfo.InvariantCulture, $"<guid isPermaLink=\"false\">{feed}-{number}</guid>");
        page.Append("<pubDate>Mon, 06 Jan 2020 20:00:00 GMT</pubDate>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<description>{Sentence(30)}</description><content:encoded><![CDATA["
        );
        for (var paragraph = 0; paragraph < 5; paragraph++)
            page.Append(CultureInfo.InvariantCulture, $"<p>{Sentence(25)}</p><p>{Sentence(20)}</p>");
        page.Append("]]></content:encoded></item>");
    }

    private string Sentence(int words)
    {
        var sentence = new StringBuilder("The ");
        for (var word = 1; word < words; word += 4)
            sentence.Append(CultureInfo.InvariantCulture, $"{Any(Nouns)} {Any(Verbs)} {Any(Glue)} {Subject()} ");
        return sentence.Append("today.").ToString();
    }

    /// <summary>Mostly a place; now and then a word or a person that a rule may look for.</summary>
    private string Subject() =>
        _chance.Next(200) switch
        {
            0 => Invented(_chance.Next(1_000)),
            1 => Person(_chance.Next(1_000)),
            _ => Any(Places),
        };

    /// <summary>A word that exists nowhere but here.</summary>
    private static string Invented(int number) =>
        $"z{Syllable(number)}{Syllable(number / 7 + 3)}{Syllable(number / 49 + 5)}{Syllable(number / 343 + 1)}";

    private static string Person(int number) =>
        $"Mar{Syllable(number)} V{Syllable(number / 7)}{Syllable(number / 49 + 2)}{Syllable(number / 343 + 4)}n";

    private static string Syllable(int number) =>
        Math.Abs(number % 7) switch
        {
            0 => "ba",
            1 => "de",
            2 => "fi",
            3 => "go",
            4 => "ku",
            5 => "lo",
            _ => "re",
        };

    private string Any(ImmutableArray<string> words) => words[_chance.Next(words.Length)];
}
