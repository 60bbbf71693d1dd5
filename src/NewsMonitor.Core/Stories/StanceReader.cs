using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Reads how an item stands to what a rule found in it. The headline counts before the first sentences of the text; what
/// stands further down never makes an item a denial. Negation counts only where it binds the words of the rule.
/// </summary>
public static class StanceReader
{
    /// <summary>So many sentences of the summary, or of the body where there is none, are read besides the headline.</summary>
    private const int FirstSentences = 3;

    /// <summary>The stance of an item towards the evidence of one rule.</summary>
    public static Stance Read(Item item, IEnumerable<Evidence> evidence) =>
        Read(
            item.Title,
            item.Summary,
            item.Body,
            [
                .. evidence.SelectMany(found =>
                    found.Marks.Select(mark => new MatchedWord(found.Field, mark.Start, mark.End))
                ),
            ]
        );

    /// <summary>
    /// True when an item confirms, doubts, denies or corrects something, or says that something is not so: it may speak of a
    /// report in other words than the report.
    /// </summary>
    public static bool TakesAStand(Item item) =>
        Read(item, []).Status.IsStand()
        || HasCue(ItemField.Title, item.Title)
        || HasCue(ItemField.Summary, item.Summary)
        || HasNegation(item.Title)
        || HasNegation(item.Summary);

    /// <summary>
    /// True when words stand here that confirm, doubt, deny or correct something, whatever that is: which words of the text
    /// are those of a report is not known yet, and most cues bind only to such words.
    /// </summary>
    private static bool HasCue(ItemField field, string text) =>
        text.Length > 0
        && new StanceReading(StanceText.Of(field, text, []), CueBook.Shared, FirstSentences, true).HasCue();

    private static bool HasNegation(string text)
    {
        foreach (var token in Tokeniser.Read(text).Tokens)
            if (IsNegation(token.Word))
                return true;
        return false;
    }

    private static bool IsNegation(string word) =>
        word is "not" or "no" or "never" or "none" or "nothing" or "without" or "cannot"
        || word.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>
    /// True when the words of a cue only negate, whatever stands beside the negation: <i>is not</i>, <i>never reached</i>.
    /// That there is no plan, no truth, no decision says of what.
    /// </summary>
    internal static bool IsMereNegation(string words)
    {
        var tokens = Tokeniser.Read(words).Tokens;
        return tokens.Any(token => IsNegation(token.Word))
            && (tokens.Count == 1 || tokens.All(token => token.Word != "no"));
    }

    /// <summary>
    /// True for words that take back what was planned rather than what was said: <i>called off</i>, <i>no need</i>. Of a
    /// report whose words are not here they say nothing.
    /// </summary>
    internal static bool IsChangeOfPlan(string words) =>
        Tokeniser.Read(words).Tokens.Any(token => token.Word is "off" or "need");

    /// <summary>The stance of a text towards the words of a rule that stand in it.</summary>
    /// <param name="title">The headline.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="body">The full text; read only where there is no summary.</param>
    /// <param name="matched">The words of the rule.</param>
    public static Stance Read(string title, string summary, string body, IReadOnlyCollection<MatchedWord> matched) =>
        Read(title, summary, body, matched, CueBook.Shared);

    internal static Stance Read(
        string title,
        string summary,
        string body,
        IReadOnlyCollection<MatchedWord> matched,
        CueBook cues
    )
    {
        var isSummary = summary.Length > 0;
        var lead = isSummary ? summary : body;
        var mark = PublisherMarks.Find(title, lead);
        var tag = mark?.Tag ?? PublisherTag.None;
        var headline = StanceText.Of(ItemField.Title, title, matched);
        var text = StanceText.Of(isSummary ? ItemField.Summary : ItemField.Body, lead, matched);
        var stance =
            OfMark(mark, headline, text)
            ?? new StanceReading(headline, cues, headline.Sentences.Count, matched.Count == 0).Stance()
            ?? OfLead(headline, new StanceReading(text, cues, FirstSentences, matched.Count == 0).Stance())
            ?? Stance.Plain;
        return stance with { Tag = tag };
    }

    /// <summary>A publisher's own mark counts before everything that the text says of others.</summary>
    private static Stance? OfMark(FoundMark? mark, StanceText headline, StanceText text)
    {
        if (mark is not { } found || found.Tag.Kind < PublisherTagKind.Refile)
            return null;
        var status = found.Tag.Kind == PublisherTagKind.Withdrawal ? ReportStatus.Withdrawn : ReportStatus.Corrected;
        var cue = (found.IsTitle ? headline : text).CueAt(found.Start, found.End, 0);
        return new Stance(status, "", cue, found.Tag);
    }

    /// <summary>Where the headline tells the report as it is, the text may take it back or confirm it, but not merely suppose it.</summary>
    private static Stance? OfLead(StanceText headline, Stance? lead) =>
        lead is { Status: ReportStatus.Hypothetical or ReportStatus.Question }
        && Array.Exists(headline.Pieces, piece => piece.IsMatched)
            ? null
            : lead;
}

/// <summary>One field on its way to a stance.</summary>
/// <param name="text">The field.</param>
/// <param name="cues">The cues looked for.</param>
/// <param name="sentences">So many sentences are read.</param>
/// <param name="isOfWhole">True when there are no words of a rule: then it is the stance of the item as a whole.</param>
internal sealed class StanceReading(StanceText text, CueBook cues, int sentences, bool isOfWhole)
{
    /// <summary>What counts first when several cues bind, gravest first.</summary>
    private static readonly ReportStatus[] Gravest =
    [
        ReportStatus.Withdrawn,
        ReportStatus.Corrected,
        ReportStatus.Denied,
        ReportStatus.Disputed,
        ReportStatus.Confirmed,
        ReportStatus.Hypothetical,
    ];

    private static readonly HashSet<string> Breaks =
    [
        "but",
        "while",
        "amid",
        "despite",
        "after",
        "although",
        "though",
        "because",
        "as",
        "when",
        "since",
        "following",
    ];

    private static readonly HashSet<string> CloseBreaks =
    [
        "and",
        "that",
        "who",
        "which",
        "whose",
        "over",
        "on",
        "for",
        "against",
        "until",
    ];

    /// <summary>Words that add nothing to a distance.</summary>
    private static readonly HashSet<string> Light =
    [
        "a",
        "an",
        "the",
        "be",
        "been",
        "being",
        "have",
        "has",
        "of",
        "to",
        "in",
        "going",
        "any",
    ];

    /// <summary>The words that belong to a cue already: to any when it bound or masks, else to cues of one status only.</summary>
    private readonly bool[] taken = new bool[text.Pieces.Length];

    private readonly ReportStatus?[] claimed = new ReportStatus?[text.Pieces.Length];
    private readonly List<(CuePattern Cue, int First, int End, int Sentence)> bound = [];

    /// <summary>The stance of the field; null when it tells the report as it is.</summary>
    public Stance? Stance()
    {
        var questions = new List<int>();
        for (var sentence = 0; sentence < Math.Min(sentences, text.Sentences.Count); sentence++)
            if (IsQuestion(sentence))
                questions.Add(sentence);
        for (var sentence = 0; sentence < Math.Min(sentences, text.Sentences.Count); sentence++)
            if (!EndsAsQuestion(sentence))
                ReadCues(sentence, questions.Exists(question => question < sentence));
        return Gravest.Select(Of).FirstOrDefault(stance => stance is not null) ?? AsQuestion(questions);
    }

    /// <summary>True when a cue stands here that takes a stand, bound to something or not, and is no part of a mask.</summary>
    public bool HasCue()
    {
        for (var sentence = 0; sentence < Math.Min(sentences, text.Sentences.Count); sentence++)
            ReadCues(sentence, answersQuestion: false);
        return Array.Exists(claimed, status => status?.IsStand() == true);
    }

    private Stance? Of(ReportStatus status)
    {
        foreach (var (cue, first, end, sentence) in bound)
            if (cue.Status == status)
            {
                var (from, to) = (text.Pieces[first].Start, text.Pieces[end - 1].End);
                var who = Speaker.Of(text, first, end, text.RangeOf(sentence), isVerb: true);
                return new Stance(status, who, text.CueAt(from, to, sentence), PublisherTag.None);
            }
        return null;
    }

    private Stance? AsQuestion(List<int> questions)
    {
        if (questions.Count == 0)
            return null;
        var sentence = text.Sentences[questions[0]];
        var cue = text.CueAt(sentence.End - 1, sentence.End, questions[0]);
        return new Stance(ReportStatus.Question, "", cue, PublisherTag.None);
    }

    /// <summary>Every cue of a sentence, earlier ones of the list first: each takes its words from later ones.</summary>
    private void ReadCues(int sentence, bool answersQuestion)
    {
        var range = text.RangeOf(sentence);
        var places = new List<int>();
        foreach (var (cue, first) in CandidatesIn(range))
        {
            var end = cue.EndAt(text.Pieces, first, range, places);
            if (end < 0 || places.Exists(place => !IsFree(place, cue.Status)))
                continue;
            var binds =
                cue.Status is not null
                && Binds(cue.Binding, places.Count == 0 ? first : places[0], end, range, answersQuestion);
            foreach (var place in places)
                Take(place, cue.Status, binds);
            if (binds)
                bound.Add((cue, places.Count == 0 ? first : places[0], end, sentence));
        }
    }

    /// <summary>
    /// A word of the rule is never part of a cue, but may be part of a mask; words of a cue that bound nothing may still serve
    /// its own status.
    /// </summary>
    private bool IsFree(int place, ReportStatus? status) =>
        status is null
        || !taken[place] && !text.Pieces[place].IsMatched && (claimed[place] is not { } owner || owner == status);

    private void Take(int place, ReportStatus? status, bool binds)
    {
        taken[place] = status is null || binds;
        claimed[place] ??= status;
    }

    /// <summary>Every cue that may stand in the sentence, in the order of the list and then of the text.</summary>
    private List<(CuePattern Cue, int First)> CandidatesIn((int First, int End) range)
    {
        var candidates = new List<(CuePattern Cue, int First)>();
        foreach (var cue in cues.AtBegin)
            candidates.Add((cue, range.First));
        for (var at = range.First; at < range.End; at++)
        {
            foreach (var cue in cues.StartingWith(text.Pieces[at]))
                candidates.Add((cue, at));
            foreach (var cue in cues.Anywhere)
                candidates.Add((cue, at));
        }
        candidates.Sort(
            (one, other) =>
                one.Cue.Order != other.Cue.Order
                    ? one.Cue.Order.CompareTo(other.Cue.Order)
                    : one.First.CompareTo(other.First)
        );
        return candidates;
    }

    private bool Binds(Binding binding, int first, int end, (int First, int End) range, bool answersQuestion)
    {
        if (binding.Anywhere || HasMatched(first, end))
            return true;
        if (answersQuestion && !HasMatched(range.First, range.End))
            return true;
        if (binding.Sentence)
            return isOfWhole || HasMatched(range.First, range.End);
        return BindsBehind(binding, end, range.End) || BindsBefore(binding, first, range.First);
    }

    private bool HasMatched(int from, int to)
    {
        for (var at = from; at < to; at++)
            if (text.Pieces[at].IsMatched)
                return true;
        return false;
    }

    private bool BindsBehind(Binding binding, int from, int end)
    {
        var left = binding.Behind;
        for (var at = from; at < end && left > 0; at++)
        {
            if (IsBreak(text.Pieces[at], binding.Closely))
                return false;
            if (text.Pieces[at].IsMatched)
                return true;
            left -= text.Pieces[at].IsMark || Light.Contains(text.Pieces[at].Word) ? 0 : 1;
        }
        return false;
    }

    private bool BindsBefore(Binding binding, int first, int begin)
    {
        var left = binding.Before;
        for (var at = first - 1; at >= begin && left > 0; at--)
        {
            if (IsBreak(text.Pieces[at], binding.Closely))
                return false;
            if (text.Pieces[at].IsMatched)
                return true;
            left -= text.Pieces[at].IsMark || Light.Contains(text.Pieces[at].Word) ? 0 : 1;
        }
        return false;
    }

    private static bool IsBreak(Piece piece, bool closely) =>
        piece.IsMark
            ? piece.Word is ":" or ";" or "?" or "—" || (closely && piece.Word is "," or "(")
            : !piece.IsMatched && (Breaks.Contains(piece.Word) || (closely && CloseBreaks.Contains(piece.Word)));

    private bool EndsAsQuestion(int sentence)
    {
        var (first, end) = text.RangeOf(sentence);
        return end > first && text.Pieces[end - 1] is { IsMark: true, Word: "?" };
    }

    /// <summary>
    /// A sentence asks what the rule found when it ends in a question mark, holds words of the rule, and tells none of them
    /// before a colon or a dash; another sentence that holds words of the rule tells them.
    /// </summary>
    private bool IsQuestion(int sentence)
    {
        if (!EndsAsQuestion(sentence) || !text.HasMatched(sentence))
            return false;
        var (first, end) = text.RangeOf(sentence);
        var start = StartOfQuestion(first, end);
        return HasMatched(start, end) || IsTopic(first, start);
    }

    private int StartOfQuestion(int first, int end)
    {
        for (var at = end - 1; at > first; at--)
            if (text.Pieces[at] is { IsMark: true, Word: ":" or ";" or "—" })
                return at + 1;
        return first;
    }

    /// <summary>A topic names and does not tell: one word, or two of which one is the rule's.</summary>
    private bool IsTopic(int first, int end)
    {
        var words = 0;
        var matched = 0;
        for (var at = first; at < end; at++)
        {
            words += text.Pieces[at].IsMark ? 0 : 1;
            matched += text.Pieces[at].IsMatched ? 1 : 0;
        }
        return words == 1 || (words == 2 && matched == 1);
    }
}
