using System.Collections.Immutable;
using System.Globalization;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// Reports of events that have no word in common, each with people, places and things that exist nowhere else; and denials
/// of some of them, in another feed, once the report has reached somebody.
/// </summary>
/// <param name="world">Where they are published: the last feed denies.</param>
/// <param name="chance">Invents the names.</param>
/// <param name="denied">The share of the events that are denied, 0 to 1.</param>
internal sealed class InventedNews(World world, Random chance, double denied)
{
    /// <summary>What the rule asks for: two beginnings, which every report has in words of its own.</summary>
    public const string Match = $"{RegionStem}* AND {DeedStem}*";

    private const string RegionStem = "zorv";
    private const string DeedStem = "kelb";

    private const int LongestDelay = 30;

    private static readonly string[] Beginnings = ["br", "dv", "gr", "kl", "kr", "m", "n", "pr", "t", "v", "z", "zh"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u"];
    private static readonly string[] Middles = ["b", "ld", "lm", "nd", "rg", "rk", "rv", "sh", "t", "v", "z"];
    private static readonly string[] Ends = ["k", "l", "m", "n", "r"];

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<(int Due, Event Event)> _waiting = [];
    private readonly HashSet<string> _arrived = new(StringComparer.Ordinal);
    private ImmutableArray<int> _denials = [];
    private int _read;

    /// <summary>The numbers of the events that were denied so far.</summary>
    public ImmutableArray<int> Denials => _denials;

    /// <summary>The guid of the denial of an event.</summary>
    public static string DenialOf(int number) => string.Create(CultureInfo.InvariantCulture, $"denial-{number:000000}");

    /// <summary>Publishes the report of an event, and the denials whose time has come.</summary>
    public void Publish(int number)
    {
        var told = Invent(number);
        world.Feeds[number % (world.Feeds.Length - 1)].Publish(told.Report());
        if (chance.NextDouble() < denied)
            _waiting.Add((number + chance.Next(LongestDelay), told));
        ReadArrivals();
        foreach (var (due, one) in _waiting.ToArray())
            if (due <= number && _arrived.Contains(PublishedFeed.GuidOf(one.Number)))
                Deny(due, one);
    }

    private void Deny(int due, Event one)
    {
        _waiting.Remove((due, one));
        world.Feeds[^1].Publish(one.Denial());
        _denials = _denials.Add(one.Number);
    }

    /// <summary>A report that somebody has is on the ledger's books, whatever is killed now: what comes later denies it.</summary>
    private void ReadArrivals()
    {
        foreach (var mail in world.Mail.Mails.AsSpan()[_read..])
        {
            _arrived.Add(mail.Message.Headers["X-Monitor-Item"] ?? "");
            _read++;
        }
    }

    private Event Invent(int number) =>
        new(
            number,
            Name(Word()),
            Name(RegionStem + Word()),
            Name(DeedStem + Word()),
            Name(Word()),
            [.. Enumerable.Range(0, Event.Words).Select(_ => Word())]
        );

    private static string Name(string word) => string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1));

    /// <summary>A word that no other event has, and that ends like no inflection.</summary>
    private string Word()
    {
        while (true)
        {
            var word =
                $"{One(Beginnings)}{One(Vowels)}{One(Middles)}{One(Vowels)}{One(Middles)}{One(Vowels)}{One(Ends)}";
            if (_words.Add(word))
                return word;
        }
    }

    private string One(string[] of) => of[chance.Next(of.Length)];

    /// <summary>An event in words of its own.</summary>
    private sealed record Event(
        int Number,
        string Person,
        string Region,
        string Deed,
        string Party,
        ImmutableArray<string> Own
    )
    {
        /// <summary>How many words it has beside its names.</summary>
        public const int Words = 8;

        public PublishedItem Report() =>
            new(
                PublishedFeed.GuidOf(Number),
                $"{Person} {Own[0]} {Region} {Own[1]} {Deed} {Own[2]}",
                $"{Person} {Own[3]} {Own[4]} {Party} {Own[5]} {Own[6]} {Own[7]}."
            );

        /// <summary>The rule finds every other denial; the rest have only one of its words.</summary>
        public PublishedItem Denial() =>
            new(
                DenialOf(Number),
                Number % 2 == 0
                    ? $"{Person} denies {Region} {Deed} {Own[2]}"
                    : $"{Person} denies letter: {Region} {Own[1]} not {Own[2]}",
                $"{Party} {Own[3]} {Own[5]}."
            );
    }
}
