namespace NewsMonitor.Feeds.Parsing;

/// <summary>What a document may cost us. Nothing beyond these is built in memory, and passing one is always said.</summary>
internal static class ParseLimits
{
    /// <summary>The deepest nesting of elements, JSON values and HTML tags.</summary>
    public const int Depth = 256;

    /// <summary>The most items of one document; the rest is left out and said.</summary>
    public const int Items = 5_000;

    /// <summary>The most elements of one document: fifty for each item.</summary>
    public const int Elements = 250_000;

    /// <summary>The most attributes of one element.</summary>
    public const int Attributes = 256;

    /// <summary>The most attributes of one document.</summary>
    public const int AllAttributes = 250_000;

    /// <summary>The longest name of an element or attribute, in UTF-16 units.</summary>
    public const int NameLength = 1_024;

    /// <summary>The longest text of one field, in UTF-16 units: 1 MiB of it is read, the rest cut and said.</summary>
    public const int TextLength = 1_048_576;

    /// <summary>The most HTML tags of one field: what has more is kept as text only, for no HTML library is linear.</summary>
    public const int HtmlTags = 5_000;

    /// <summary>The most tags of one item.</summary>
    public const int Tags = 64;

    /// <summary>The most authors of one item.</summary>
    public const int Authors = 64;

    /// <summary>The most attached files of one item.</summary>
    public const int Enclosures = 16;

    /// <summary>The most warnings of one document; more of them are only counted.</summary>
    public const int Warnings = 50;
}
