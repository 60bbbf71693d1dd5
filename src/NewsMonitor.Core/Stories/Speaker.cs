using System.Collections.Frozen;

namespace NewsMonitor.Core.Stories;

/// <summary>Finds who speaks: the subject of a verb, <i>by X</i> behind it, <i>X says</i>, <i>says X</i>, or <i>X:</i>.</summary>
internal static class Speaker
{
    private const int LongestName = 9;

    private static readonly FrozenSet<string> Saying = Set(
        "says say said saying insists insist insisted claims claimed claim tells told confirms confirmed announces announced declares declared according states stated adds added stresses assures promises vows warns suggests"
    );

    /// <summary>Words that stand between a subject and its verb and belong to neither.</summary>
    private static readonly FrozenSet<string> Auxiliaries = Set(
        "has have had is are was were be been being will would could may might must do does did to also again now later still not never flatly strongly firmly categorically vehemently repeatedly officially formally publicly finally today yesterday on monday tuesday wednesday thursday friday saturday sunday quickly angrily only just already then reportedly"
    );

    /// <summary>Words before which a subject begins anew.</summary>
    private static readonly FrozenSet<string> Boundaries = Set(
        "that and but as while after before when if because although though whether despite amid since until where which who"
    );

    /// <summary>Words that stand for somebody named elsewhere, and tell a reader nothing.</summary>
    private static readonly FrozenSet<string> Pronouns = Set("i we you he she it they this that these those there who");

    /// <summary>Words that never stand between a verb and its object: a participle before them is passive.</summary>
    private static readonly FrozenSet<string> AfterPassive = Set("in by among amid near as after since at from");

    /// <summary>The speaker of a cue that stands at these pieces; empty when the sentence does not say.</summary>
    public static string Of(StanceText text, int first, int end, (int First, int End) sentence, bool isVerb)
    {
        if (ByBehind(text, end, sentence) is { Length: > 0 } agent)
            return agent;
        if (
            isVerb
            && !IsPassive(text, first, end, sentence)
            && SubjectBefore(text, first, sentence) is { Length: > 0 } who
        )
            return who;
        return SayerIn(text, first, end, sentence);
    }

    /// <summary><i>denied by the ministry</i>.</summary>
    private static string ByBehind(StanceText text, int end, (int First, int End) sentence)
    {
        for (var at = end; at < Math.Min(end + 2, sentence.End); at++)
            if (text.Pieces[at].Word == "by")
                return NameFrom(text, at + 1, sentence.End);
        return "";
    }

    /// <summary><i>the plan was denied</i>, <i>case confirmed in Congo</i>: the subject is what is spoken of.</summary>
    private static bool IsPassive(StanceText text, int first, int end, (int First, int End) sentence)
    {
        var verb = Array.FindLastIndex(text.Pieces, end - 1, end - first, IsParticiple);
        if (verb < 0)
            return false;
        for (var at = first - 1; at >= sentence.First && Auxiliaries.Contains(text.Pieces[at].Word); at--)
            if (text.Pieces[at].Word is "is" or "are" or "was" or "were" or "be" or "been" or "being")
                return true;
        var next = verb + 1;
        return next == sentence.End || text.Pieces[next].IsMark || AfterPassive.Contains(text.Pieces[next].Word);

        static bool IsParticiple(Piece piece) => piece.Word.EndsWith("ed", StringComparison.Ordinal);
    }

    private static string SubjectBefore(StanceText text, int first, (int First, int End) sentence)
    {
        var last = first - 1;
        while (last >= sentence.First && Auxiliaries.Contains(text.Pieces[last].Word))
            last--;
        return NameUntil(text, last, sentence.First);
    }

    private static string SayerIn(StanceText text, int first, int end, (int First, int End) sentence)
    {
        for (var at = sentence.First; at < sentence.End; at++)
            if (!text.Pieces[at].IsMark && Saying.Contains(text.Pieces[at].Word))
            {
                var sayer = SayerAt(text, at, sentence);
                if (sayer.Length > 0)
                    return sayer;
            }
        return SetOffByColon(text, first, end, sentence);
    }

    /// <summary><i>X says …</i>, <i>…, says X</i>, <i>according to X</i>.</summary>
    private static string SayerAt(StanceText text, int verb, (int First, int End) sentence)
    {
        if (text.Pieces[verb].Word == "according")
            return verb + 1 < sentence.End && text.Pieces[verb + 1].Word == "to"
                ? NameFrom(text, verb + 2, sentence.End)
                : "";
        var isInverted = verb > sentence.First && text.Pieces[verb - 1].IsMark;
        if (isInverted)
            return NameFrom(text, verb + 1, sentence.End);
        return IsPassive(text, verb, verb + 1, sentence) ? "" : SubjectBefore(text, verb, sentence);
    }

    /// <summary><i>Officials: …</i> at the front, <i>…: Cops</i> at the end.</summary>
    private static string SetOffByColon(StanceText text, int first, int end, (int First, int End) sentence)
    {
        var colon = Array.FindIndex(
            text.Pieces,
            sentence.First,
            sentence.End - sentence.First,
            piece => piece is { IsMark: true, Word: ":" }
        );
        if (colon < 0)
            return "";
        var front = colon - sentence.First;
        if (front is > 0 and <= 4 && colon < first && !HasMatched(text, sentence.First, colon))
            return Stretch(text, sentence.First, colon);
        var back = sentence.End - colon - 1;
        return back is > 0 and <= 4 && colon >= end && !HasMatched(text, colon + 1, sentence.End)
            ? Stretch(text, colon + 1, sentence.End)
            : "";
    }

    private static bool HasMatched(StanceText text, int from, int to)
    {
        for (var at = from; at < to; at++)
            if (text.Pieces[at].IsMatched)
                return true;
        return false;
    }

    private static string NameUntil(StanceText text, int last, int begin)
    {
        var first = last;
        while (
            first >= begin
            && last - first < LongestName
            && !text.Pieces[first].IsMark
            && !Boundaries.Contains(text.Pieces[first].Word)
        )
        {
            // "The letter was a draft" is a whole sentence, and nobody's name.
            if (text.Pieces[first].Word is "is" or "are" or "was" or "were")
                return "";
            // "The minister says the report (is false)": who says it, and not what is spoken of.
            if (Saying.Contains(text.Pieces[first].Word) && first > begin)
                return NameUntil(text, first - 1, begin);
            first--;
        }
        return Stretch(text, first + 1, last + 1);
    }

    private static string NameFrom(StanceText text, int first, int end)
    {
        var last = first;
        if (last < end && text.Pieces[last].Word is "no" or "not" or "there")
            return "";
        while (
            last < end
            && last - first < LongestName
            && !text.Pieces[last].IsMark
            && !Boundaries.Contains(text.Pieces[last].Word)
            && text.Pieces[last].Word is not ("in" or "on" or "at" or "to" or "over" or "about")
        )
            last++;
        return Stretch(text, first, last);
    }

    private static string Stretch(StanceText text, int first, int end)
    {
        while (first < end && text.Pieces[first].IsMark)
            first++;
        while (end > first && text.Pieces[end - 1].IsMark)
            end--;
        return first >= end || (end - first == 1 && Pronouns.Contains(text.Pieces[first].Word))
            ? ""
            : text.Text[text.Pieces[first].Start..text.Pieces[end - 1].End];
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
