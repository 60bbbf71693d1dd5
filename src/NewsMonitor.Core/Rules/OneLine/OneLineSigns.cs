using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>Splits a line into its signs.</summary>
internal sealed class OneLineSigns(string text)
{
    private static readonly string[] Prefixes =
    [
        "name",
        "org",
        "place",
        "title",
        "summary",
        "body",
        "article",
        "feed",
        "author",
        "lang",
    ];

    private readonly ImmutableArray<OneLineSign>.Builder signs = ImmutableArray.CreateBuilder<OneLineSign>();
    private int at;

    /// <summary>What keeps the line from being read, and where; null when nothing does.</summary>
    public (int At, string Message)? Fault { get; private set; }

    /// <summary>All signs up to the first fault, an <see cref="SignKind.End"/> behind them.</summary>
    public ImmutableArray<OneLineSign> Read()
    {
        while (Fault is null && SkipSpace())
            ReadSign();
        Add(SignKind.End, at, "");
        return signs.ToImmutable();
    }

    private bool SkipSpace()
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || Folding.IsInvisible(text[at])))
            at++;
        return at < text.Length;
    }

    private void ReadSign()
    {
        var start = at;
        if (text[at] is '(' or ')')
            Add(text[at++] == '(' ? SignKind.Open : SignKind.Close, start, "");
        else if (Folding.IsQuote(text[at]))
            ReadQuoted(SignKind.Quoted, start);
        else if (text[at] == '/')
            ReadPattern();
        else if (text[at] == '=')
            ReadExact();
        else
            ReadBare();
    }

    private void Add(SignKind kind, int start, string value) => signs.Add(new(kind, start, at, value));

    private void Refuse(int start, string message) => Fault ??= (start, message);

    private void ReadQuoted(SignKind kind, int start)
    {
        var open = at++;
        while (at < text.Length && !Folding.IsQuote(text[at]))
            at++;
        if (at == text.Length)
        {
            Refuse(open, "this quote is not closed: add the \" where the phrase ends.");
            return;
        }
        var value = text[(open + 1)..at++].Trim();
        if (value.Length == 0)
            Refuse(start, "there is nothing between these quotes: write what to find, or remove them.");
        Add(kind, start, value);
    }

    private void ReadPattern()
    {
        var start = at++;
        while (at < text.Length && text[at] != '/')
            at += text[at] == '\\' && at + 1 < text.Length ? 2 : 1;
        if (at >= text.Length)
        {
            Refuse(start, "this / begins a regular expression that is not closed: add the / at its end.");
            return;
        }
        var value = text[(start + 1)..at++].Replace("\\/", "/", StringComparison.Ordinal);
        if (value.Length == 0)
            Refuse(start, "there is nothing between these slashes: write a regular expression, or remove them.");
        Add(SignKind.Pattern, start, value);
    }

    private void ReadExact()
    {
        var start = at++;
        if (at < text.Length && Folding.IsQuote(text[at]))
        {
            ReadQuoted(SignKind.Exact, start);
            return;
        }
        var value = Run().Replace('_', ' ').Trim();
        if (value.Length == 0)
            Refuse(start, "there is no word behind this =: write =Word, or =Two_Words with _ for the space.");
        Add(SignKind.Exact, start, value);
    }

    private void ReadBare()
    {
        var start = at;
        if (TryReadPrefix())
            return;
        var word = Run();
        if (word is "AND" or "OR" or "NOT")
            Add(
                word switch
                {
                    "AND" => SignKind.And,
                    "OR" => SignKind.Or,
                    _ => SignKind.Not,
                },
                start,
                word
            );
        else if (!TryAddNear(start, word))
            AddWord(start, word);
    }

    private void AddWord(int start, string word)
    {
        if (OneLineWords.Complaint(word) is { } complaint)
            Refuse(start, complaint);
        Add(SignKind.Bare, start, word);
    }

    /// <summary>Everything up to the next space, bracket or quote.</summary>
    private string Run()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')') && !IsOuterQuote())
            at++;
        return text[start..at];
    }

    private bool IsOuterQuote() => Folding.IsQuote(text[at]);

    private bool TryReadPrefix()
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == at || end >= text.Length || text[end] != ':')
            return false;
        var (start, name) = (at, text[at..end]);
        at = end + 1;
        if (!Prefixes.Contains(name))
            Refuse(start, OneLineWords.UnknownPrefix(name, Prefixes));
        Add(SignKind.Prefix, start, name);
        return true;
    }

    private bool TryAddNear(int start, string word)
    {
        var inOrder = word.StartsWith("ONEAR", StringComparison.Ordinal);
        if (!inOrder && !word.StartsWith("NEAR", StringComparison.Ordinal))
            return false;
        var rest = word[(inOrder ? 5 : 4)..];
        if (rest.Length > 0 && rest[0] != '/')
            return false;
        var near = new OneLineSign(SignKind.Near, start, at, word) { InOrder = inOrder };
        signs.Add(rest.Length == 0 ? near : near with { Within = Distance(start, word, rest[1..]) });
        return true;
    }

    private int Distance(int start, string word, string digits)
    {
        if (
            digits.Length is > 0 and < 5
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var within)
            && within <= Near.Widest
        )
            return within;
        var name = word[..word.IndexOf('/', StringComparison.Ordinal)];
        Refuse(
            start,
            $"\"{word}\" needs a whole number up to {Near.Widest} behind the /: \"{name}/8\" works, and \"{name}\" alone means {name}/{Near.DefaultWithin}."
        );
        return Near.DefaultWithin;
    }
}
