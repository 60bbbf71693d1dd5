namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>What people write in a line out of habit, and what they should write instead.</summary>
internal static class OneLineWords
{
    /// <summary>What is wrong with a word that stands without quotes; null when nothing is.</summary>
    public static string? Complaint(string word)
    {
        if (Operator(word) is { } meant)
            return $"\"{word}\" is no word to look for: write {meant}, or put quotes around the phrase it belongs to.";
        if (word is ['-' or '!' or '+', var next, ..] && char.IsLetterOrDigit(next))
            return Sign(word);
        if (word.Contains(':', StringComparison.Ordinal))
            return $"\"{word}\" holds a colon, which ends a prefix like name: here. Put quotes around it: \"{word}\" in quotes works.";
        if (word.IndexOf('*', StringComparison.Ordinal) is var star and >= 0 && star < word.Length - 1)
            return $"in \"{word}\" the * must be the last character: write the beginning alone, or the words with OR between them, in brackets.";
        return word.Any(char.IsLetterOrDigit)
            ? null
            : $"\"{word}\" has no letter and no digit in it: write what to find, or remove it.";
    }

    /// <summary>The message for a prefix that there is none of.</summary>
    public static string UnknownPrefix(string name, IEnumerable<string> prefixes)
    {
        var meant = name switch
        {
            "phrase" or "text" or "words" => "\"quotes\" around the phrase",
            "word" or "keyword" => "the word alone",
            "exact" => "=Exact_Case",
            "starts" or "prefix" => "the beginning with a * behind it",
            "regex" => "/regex/",
            "person" or "people" or "names" => "name:",
            "company" or "organisation" or "organization" or "orgs" => "org:",
            "country" or "city" or "location" or "places" => "place:",
            "headline" or "intitle" or "Title" => "title:",
            "content" or "text_body" or "inbody" => "body:",
            "source" or "site" or "feeds" => "feed:",
            "by" or "byline" => "author:",
            "language" or "languages" => "lang:",
            _ => null,
        };
        return meant is null
            ? $"\"{name}:\" is no prefix of a line. They are {string.Join(" ", prefixes.Select(prefix => $"{prefix}:"))}; put quotes around text that holds a colon."
            : $"\"{name}:\" is no prefix of a line: write {meant}.";
    }

    private static string? Operator(string word) =>
        word switch
        {
            "and" or "And" or "&" or "&&" => "AND",
            "or" or "Or" or "|" or "||" => "OR",
            "not" or "Not" or "!" or "-" => "NOT",
            "near" or "Near" => "NEAR",
            _ => Distance(word),
        };

    /// <summary>The ways in which other tools write NEAR.</summary>
    private static string? Distance(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash > 5 || slash == word.Length - 1 || !word.AsSpan(slash + 1).ContainsOnlyDigits())
            return null;
        var number = word[(slash + 1)..];
        return word[..slash].ToUpperInvariant() switch
        {
            "W" or "NEAR" => $"NEAR/{number}",
            "PRE" or "P" or "ONEAR" => $"ONEAR/{number}",
            _ => null,
        };
    }

    private static string Sign(string word) =>
        word[0] == '+'
            ? $"\"{word}\" needs no +: write {word[1..]}, with AND before it."
            : $"\"{word}\" cannot exclude by its {word[0]}: write AND NOT {word[1..]}.";

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
