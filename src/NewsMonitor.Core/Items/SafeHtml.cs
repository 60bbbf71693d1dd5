namespace NewsMonitor.Core.Items;

/// <summary>
/// HTML of a publisher that is safe to show. What the publisher wrote cannot be had from it. It is made safe when somebody
/// first asks for it, because most of what feeds list is never shown and making it safe is the dearest part of reading it.
/// </summary>
public sealed class SafeHtml : IEquatable<SafeHtml>
{
    private readonly Lazy<string> _text;

    /// <summary>HTML that is still to be made safe.</summary>
    /// <param name="sanitise">Makes it safe: gives the same whenever it is called, and throws nothing.</param>
    public SafeHtml(Func<string> sanitise) => _text = new(sanitise, LazyThreadSafetyMode.PublicationOnly);

    private SafeHtml(string text) => _text = new(text);

    /// <summary>The HTML.</summary>
    public string Text => _text.Value;

    /// <summary>HTML that was made safe before it was written down.</summary>
    public static SafeHtml Sanitised(string text) => new(text);

    /// <inheritdoc/>
    public bool Equals(SafeHtml? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SafeHtml);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The HTML.</summary>
    public override string ToString() => Text;
}
