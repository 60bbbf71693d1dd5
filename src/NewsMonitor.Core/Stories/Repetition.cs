using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>How much of what the headline of an item says was told already.</summary>
internal enum Repeated
{
    /// <summary>It says something of its own.</summary>
    No,

    /// <summary>All but a number: the same event counted anew, or another one like it.</summary>
    ButForNumber,

    /// <summary>All of it.</summary>
    Whole,
}

/// <summary>Whether an item only repeats what people were told, and the number that it alone has.</summary>
/// <param name="Repeated">How much.</param>
/// <param name="Number">The number as it is written; empty when there is none.</param>
/// <remarks>
/// A story can grow until its items together hold every word of its field: then an item with known words may still be news.
/// So an item is measured by one told item at a time, not by the story: who was told that one must learn nothing from this one.
/// </remarks>
internal readonly record struct Repetition(Repeated Repeated, string Number = "")
{
    /// <summary>What was told longer ago is told again: the same words then mean another event.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(36);

    /// <summary>So many words of a headline may be new, none of them a deed: another way to say the same.</summary>
    private const double NewShare = 0.25;
    private const int NewWords = 1;

    /// <summary>So many must stand in the headline that was told: what its text mentions by the way was not told as news.</summary>
    private const double HeadlineShare = 0.5;

    /// <summary>Fewer words, headline and text together, are said of many things.</summary>
    private const int FewestWords = 5;

    /// <summary>Measures an item of a story by those items of it that were told.</summary>
    /// <param name="story">The story, the item included.</param>
    /// <param name="member">The item.</param>
    /// <param name="told">The keys of the items that people were told of.</param>
    public static Repetition Of(StoryPicture story, StoryMember member, IReadOnlyCollection<string> told)
    {
        var headline = Headline.Of(member.Title);
        var nearest = new Repetition(Repeated.No);
        foreach (var other in story.Members.Where(other => IsToldLately(other, member, told)))
        {
            var repetition = headline.MeasuredBy(other);
            if (repetition.Repeated > nearest.Repeated)
                nearest = repetition;
        }
        return nearest;
    }

    /// <summary>
    /// True when an item that people were told of says the very same: its feed lists it under another name. A headline of a
    /// few words alone proves nothing.
    /// </summary>
    /// <param name="story">The story, the item included.</param>
    /// <param name="member">The item.</param>
    /// <param name="told">The keys of the items that people were told of.</param>
    public static bool IsVerbatim(StoryPicture story, StoryMember member, IReadOnlyCollection<string> told) =>
        member.Print is { } print
        && print.Headline.Length + print.Text.Length >= FewestWords
        && story.Members.Any(other => IsToldLately(other, member, told) && other.Print?.IsSame(print) == true);

    private static bool IsToldLately(StoryMember other, StoryMember member, IReadOnlyCollection<string> told) =>
        other.Key != member.Key
        && member.At - other.At <= Fresh
        && told.Contains(other.Key)
        && IsNoWeaker(other.Stance.Status, member.Stance.Status);

    /// <summary>What was told as a plan or a question is news when it is told as a fact.</summary>
    private static bool IsNoWeaker(ReportStatus told, ReportStatus now) =>
        told == now || (WeightOf(now) is { } weight && WeightOf(told) >= weight);

    private static int? WeightOf(ReportStatus status) =>
        status switch
        {
            ReportStatus.Question => 0,
            ReportStatus.Hypothetical => 1,
            ReportStatus.Reported => 2,
            ReportStatus.Confirmed => 3,
            _ => null,
        };

    /// <summary>A headline in the words that say something.</summary>
    private sealed record Headline(
        IReadOnlyList<(string Key, string Written)> Words,
        IReadOnlyList<string> Names,
        IReadOnlyList<(string Key, string Written)> Numbers,
        IReadOnlyList<string> OnceMore,
        IReadOnlyList<string> Ahead
    )
    {
        public static Headline Of(string title)
        {
            var (words, names, numbers) = (
                new List<(string, string)>(),
                new List<string>(),
                new List<(string, string)>()
            );
            var (more, ahead) = (new List<string>(), new List<string>());
            var tokens = Tokeniser.Read(title).Tokens;
            for (var at = 0; at < tokens.Count; at++)
            {
                var token = tokens[at];
                var key = HeadlineWords.ThingOf(StoryTerms.KeyOf(token.Word));
                if (HeadlineWords.Ahead.Contains(token.Word) || HeadlineWords.IsToDo(tokens, at))
                    ahead.Add(token.Word);
                if (HeadlineWords.OnceMore.Contains(token.Word))
                    more.Add(token.Word);
                else if (StoryTerms.IsNumber(key))
                    numbers.Add((key, title[token.Start..token.End]));
                else if (
                    token.Word.Length >= 2
                    && !StoryTerms.IsStop(token.Word)
                    && !HeadlineWords.OfTelling.Contains(token.Word)
                )
                {
                    if (HeadlineWords.IsName(token))
                        names.Add(key);
                    else
                        words.Add((key, token.Word));
                }
            }
            return new Headline(words, names, numbers, more, ahead);
        }

        /// <summary>How much of this headline one item has told.</summary>
        public Repetition MeasuredBy(StoryMember told)
        {
            var known = new KnownWords(told.Stems);
            if (!Names.All(known.HoldsName))
                return new(Repeated.No);
            var all = Words.Count + Names.Count;
            var fresh = Words.Where(word => !known.Holds(word.Key)).ToList();
            if (
                fresh.Count > NewWords
                || fresh.Count > NewShare * all
                || fresh.Exists(word => HeadlineWords.IsDeed(word.Written))
            )
                return new(Repeated.No);
            var before = Of(told.Title);
            var inHeadline =
                Words.Count(word => before.Words.Any(other => other.Key == word.Key))
                + Names.Count(new KnownWords(before.Names).HoldsName);
            if (
                inHeadline < HeadlineShare * all
                || !OnceMore.All(before.OnceMore.Contains)
                || (before.Ahead.Count > 0 && Ahead.Count == 0)
            )
                return new(Repeated.No);
            var number = Numbers.FirstOrDefault(number => !known.Holds(number.Key));
            return number.Written is null ? new(Repeated.Whole) : new(Repeated.ButForNumber, number.Written);
        }
    }
}
