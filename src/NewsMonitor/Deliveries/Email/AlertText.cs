using System.Collections.Immutable;
using System.Text;

namespace NewsMonitor.Deliveries.Email;

/// <summary>The text part of a mail: whole in itself, for people and programs that read no HTML.</summary>
internal static class AlertText
{
    /// <summary>Writes the part, with LF between lines.</summary>
    public static string Of(MailContent content)
    {
        var text = new StringBuilder();
        if (content.State is { } state)
            Paragraph(text, state);
        Paragraph(text, Marked(content.Headline));
        Paragraph(text, Dateline(content));
        foreach (var quotation in content.Quotations)
            Paragraph(text, $"> {Marked(quotation.Words)}");
        foreach (var paragraph in content.Summary)
            Paragraph(text, paragraph);
        Tales(text, content.Tales);
        foreach (var group in content.Groups)
            Group(text, group);
        if (content.Link is not null)
            Paragraph(text, content.Link);
        if (!content.Reasons.IsEmpty)
            Paragraph(
                text,
                string.Join('\n', content.Reasons.Select(reason => $"- {reason}").Prepend("Why you got this:"))
            );
        // "-- " begins a signature: mail programs show what follows in grey and leave it out of replies.
        return text.Append("-- \n")
            .Append("Rule: ")
            .Append(content.Rule)
            .Append(" (")
            .Append(content.RuleOrigin)
            .Append(")\n")
            .Append(content.Remedy)
            .Append('\n')
            .ToString();
    }

    private static void Tales(StringBuilder text, ImmutableArray<ToldTale> tales)
    {
        for (var place = 0; place < tales.Length; place++)
        {
            if (place == 0 || tales[place].Rule != tales[place - 1].Rule)
                Paragraph(text, $"== {tales[place].Rule}");
            Paragraph(text, string.Join('\n', LinesOf(tales[place])));
        }
    }

    private static IEnumerable<string> LinesOf(ToldTale tale)
    {
        yield return $"* {tale.State ?? Marked(tale.Headline)}";
        if (tale.State is not null)
            yield return $"  {Marked(tale.Headline)}";
        if (tale.Quote is { } quote)
            yield return $"  > {Marked(quote)}";
        foreach (var line in tale.TimeLine)
            yield return $"  - {line}";
        foreach (var (name, link) in tale.Sources)
            yield return link is null ? $"  {name}" : $"  {name}: {link}";
        if (tale.MoreSources > 0)
            yield return $"  and {tale.MoreSources} more sources";
    }

    private static void Group(StringBuilder text, MailGroup group)
    {
        Paragraph(text, $"== {group.Heading} ({group.Items.Length})");
        foreach (var item in group.Items)
            Paragraph(
                text,
                string.Join(
                    '\n',
                    new[]
                    {
                        $"* {Marked(item.Headline)}",
                        $"  {item.Source}",
                        item.Quote is { } quote ? $"  > {Marked(quote)}" : null,
                        item.Link is { } link ? $"  {link}" : null,
                    }.OfType<string>()
                )
            );
    }

    private static string Dateline(MailContent content)
    {
        var seen = content.Published is { } published
            ? $"{content.Source}\nPublished {published}; first seen {content.FirstSeen}"
            : $"{content.Source}\n{content.SeenLabel} {content.FirstSeen}";
        if (content.Carried is { } carried)
            seen = $"{seen}\n{carried}";
        return content.Follows is { } story ? $"{seen}\nFollows: {story}" : seen;
    }

    private static string Marked(ImmutableArray<Words> words) =>
        string.Concat(words.Select(one => one.Marked ? $"*{one.Text}*" : one.Text)).Trim();

    private static void Paragraph(StringBuilder text, string paragraph) => text.Append(paragraph).Append("\n\n");
}
