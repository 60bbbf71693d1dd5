using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class SynonymTests
{
    /// <summary>Words that must never be joined, however many synonyms lie between.</summary>
    private static readonly (string One, string Other)[] Opposites =
    [
        ("attack", "defend"),
        ("accept", "reject"),
        ("approve", "reject"),
        ("arrest", "release"),
        ("begin", "end"),
        ("buy", "sell"),
        ("confirm", "deny"),
        ("convict", "acquit"),
        ("cut", "increase"),
        ("guilty", "acquit"),
        ("hire", "layoff"),
        ("increase", "reduce"),
        ("invade", "withdraw"),
        ("jail", "free"),
        ("marry", "divorce"),
        ("open", "close"),
        ("peace", "war"),
        ("praise", "condemn"),
        ("profit", "loss"),
        ("resume", "suspend"),
        ("rise", "fall"),
        ("soar", "plunge"),
        ("start", "stop"),
        ("truce", "war"),
        ("win", "defeat"),
        ("win", "lose"),
    ];

    [Theory]
    [InlineData("withdrawal", "pull out")]
    [InlineData("withdrawal", "pullout")]
    [InlineData("withdraw", "bring home")]
    [InlineData("layoff", "lay off")]
    [InlineData("resignation", "step down")]
    [InlineData("explosion", "blow up")]
    [InlineData("outbreak", "break out")]
    [InlineData("takeover", "take over")]
    [InlineData("cancel", "call off")]
    [InlineData("shutdown", "shut down")]
    [InlineData("reject", "turn down")]
    [InlineData("surrender", "hand over")]
    [InlineData("conviction", "find guilty")]
    [InlineData("ceasefire", "truce")]
    [InlineData("truce", "ceasefire")]
    [InlineData("hostage", "captive")]
    [InlineData("release", "freed")]
    [InlineData("plane", "aircraft")]
    [InlineData("probe", "investigation")]
    [InlineData("earthquake", "quake")]
    public void A_strong_synonym_counts_alone(string word, string synonym) =>
        Assert.Contains(new Synonym(synonym, IsWeak: false, Behind: null), Shipped.Vocabulary.SynonymsOf(word));

    [Theory]
    [InlineData("withdrawal", "leave")]
    [InlineData("withdrawal", "go")]
    [InlineData("job", "worker")]
    [InlineData("job", "staff")]
    [InlineData("job", "employee")]
    [InlineData("release", "free")]
    [InlineData("share", "stock")]
    [InlineData("attack", "strike")]
    public void A_weak_synonym_needs_an_anchor(string word, string synonym)
    {
        Assert.Contains(new Synonym(synonym, IsWeak: true, Behind: null), Shipped.Vocabulary.SynonymsOf(word));
        Assert.DoesNotContain(
            Shipped.Vocabulary.SynonymsOf(word),
            other => other.Words == synonym && IsPlainlyStrong(other)
        );
    }

    [Fact]
    public void Forces_are_troops_only_behind_a_military_word()
    {
        var forces = Assert.Single(Shipped.Vocabulary.SynonymsOf("troop"), synonym => synonym.Words == "force");

        Assert.Equal(new Synonym("force", IsWeak: false, Behind: "military"), forces);
        Assert.All(
            (string[])["us", "american", "foreign", "coalition", "nato", "armed", "iraqi", "british", "french"],
            word => Assert.True(Shipped.Vocabulary.IsOfClass("military", word))
        );
        Assert.All(
            (string[])["market", "police", "work", "security", "the"],
            word => Assert.False(Shipped.Vocabulary.IsOfClass("military", word))
        );
    }

    [Theory]
    [InlineData("cut", "pay")]
    [InlineData("troop", "force")]
    [InlineData("job", "pay")]
    public void What_was_measured_to_be_wrong_is_not_strong(string word, string wrong) =>
        Assert.DoesNotContain(
            Shipped.Vocabulary.SynonymsOf(word),
            synonym => synonym is { IsWeak: false, Behind: null } && synonym.Words == wrong
        );

    [Fact]
    public void No_word_is_its_own_synonym_and_none_is_said_twice()
    {
        foreach (var (word, synonyms) in SynonymList.Shipped)
        {
            Assert.DoesNotContain(synonyms, synonym => synonym.Words == word);
            Assert.Equal(
                synonyms.Length,
                synonyms.Select(synonym => (synonym.Words, synonym.Behind)).Distinct().Count()
            );
        }
    }

    [Fact]
    public void Every_guard_names_a_class_that_has_words()
    {
        var guards = SynonymList
            .Shipped.Values.SelectMany(synonyms => synonyms)
            .Select(synonym => synonym.Behind)
            .OfType<string>()
            .Distinct();

        Assert.All(
            guards,
            guard =>
                Assert.True(
                    Shipped.Vocabulary.IsOfClass(guard, "military") || Shipped.Vocabulary.IsOfClass(guard, "us")
                )
        );
    }

    [Fact]
    public void Every_particle_verb_begins_with_a_verb_and_has_one_particle()
    {
        var particleVerbs = SynonymList
            .Shipped.Values.SelectMany(synonyms => synonyms)
            .Select(synonym => synonym.Words.Split(' '))
            .Where(words => words.Length > 1);

        Assert.All(
            particleVerbs,
            words =>
            {
                Assert.Equal(2, words.Length);
                Assert.True(WordBook.Shipped.TraitsOf(words[0]).HasFlag(LemmaTraits.Verb), words[0]);
            }
        );
    }

    [Fact]
    public void Every_word_of_the_list_is_a_base_form_of_the_dictionary()
    {
        var unknown = SynonymList
            .Shipped.SelectMany(pair => pair.Value.Select(synonym => synonym.Words.Split(' ')[0]).Append(pair.Key))
            .Distinct()
            .Where(word => WordBook.Shipped.TraitsOf(word) == LemmaTraits.None)
            .Except(["uav", "mp", "ceo", "ipo"]);

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_chain_of_strong_synonyms_joins_opposites()
    {
        var joined = Opposites.Where(pair => Reaches(pair.One, pair.Other) || Reaches(pair.Other, pair.One));

        Assert.Empty(joined);
    }

    [Fact]
    public void No_word_is_strong_for_two_unlike_heads()
    {
        var heads = SynonymList
            .Shipped.SelectMany(pair =>
                pair.Value.Where(IsPlainlyStrong).Select(synonym => (synonym.Words, Head: pair.Key))
            )
            .ToLookup(pair => pair.Words, pair => pair.Head);

        var unlike = heads
            .Where(word => word.Any(head => word.Any(other => !AreAlike(head, other))))
            .Select(word => $"{word.Key}: {string.Join(", ", word)}");

        Assert.Empty(unlike);
    }

    /// <summary>One family, or synonyms of any strength, at most two steps apart.</summary>
    private static bool AreAlike(string one, string other) =>
        one == other || Near(one).Contains(other) || Near(one).Intersect(Near(other)).Any();

    private static HashSet<string> Near(string word) =>
        [
            .. Words.FamilyOf(word),
            .. Shipped.Vocabulary.SynonymsOf(word).Select(synonym => synonym.Words),
            .. SynonymList
                .Shipped.Where(pair => pair.Value.Any(synonym => synonym.Words == word))
                .Select(pair => pair.Key),
        ];

    private static bool Reaches(string from, string to)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var word))
            foreach (
                var next in Shipped.Vocabulary.SynonymsOf(word).Where(IsPlainlyStrong).Select(synonym => synonym.Words)
            )
                if (reached.Add(next))
                    open.Enqueue(next);
        return reached.Contains(to);
    }

    private static bool IsPlainlyStrong(Synonym synonym) => synonym is { IsWeak: false, Behind: null };
}
