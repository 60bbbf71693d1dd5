using System.Text;
using NewsMonitor.Configuration.Binding;

namespace NewsMonitor.Configuration;

/// <summary>Identities that people write, or that come from a name.</summary>
internal static class Ids
{
    private const int Limit = 100;

    /// <summary>The id under a key; null when the key is missing or the id is refused.</summary>
    public static string? Read(Section section, string key)
    {
        if (section.Text(key) is not { } id)
            return null;
        if (id.Length <= Limit && char.IsAsciiLetterOrDigit(id[0]) && id.All(IsIdSign))
            return id;
        var like = Slug(id) is { Length: > 0 and <= Limit } slug ? slug : "my-feed";
        section.Complain(key, $"an id is at most {Limit} letters, digits, \"-\", \"_\" and \".\", like \"{like}\".");
        return null;
    }

    /// <summary>The id that a name gives; null, and reported, when the name gives none.</summary>
    public static string? From(string name, Section section, string key)
    {
        var slug = Slug(name);
        if (slug.Length > Limit)
            slug = slug[..Limit].TrimEnd('-');
        if (slug.Length > 0)
            return slug;
        section.Complain(key, "no id can be made of this: add id: with letters and digits.");
        return null;
    }

    /// <summary>The id that a name gives; empty when it gives none.</summary>
    public static string Of(string name) =>
        Slug(name) is { Length: > Limit } slug ? slug[..Limit].TrimEnd('-') : Slug(name);

    private static bool IsIdSign(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.';

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(sign))
                slug.Append(char.ToLowerInvariant(sign));
            else if (
                slug.Length > 0
                && slug[^1] != '-'
                && !char.IsLetter(sign)
                && char.GetUnicodeCategory(sign) != System.Globalization.UnicodeCategory.NonSpacingMark
            )
                slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }
}
