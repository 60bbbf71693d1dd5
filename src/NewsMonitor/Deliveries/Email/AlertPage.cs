using System.Collections.Immutable;

namespace NewsMonitor.Deliveries.Email;

/// <summary>
/// The HTML part of a mail. Tables and inline styles for the mail programs that know no others; a style element, for
/// those that read it, brings dark colours and narrow screens. No image, script, form or remote address.
/// </summary>
internal static class AlertPage
{
    private const string Fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private static readonly Html Style = new(
        """
        <style>
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        a{text-decoration:none}
        .headline a:hover{text-decoration:underline}
        @media (max-width:480px){
        .outer{padding:0!important}
        .card{border-radius:0!important;border-left:0!important;border-right:0!important}
        .pad{padding-left:20px!important;padding-right:20px!important}
        .headline{font-size:22px!important;line-height:29px!important}
        .button a{display:block!important;text-align:center!important}
        }
        @media (prefers-color-scheme:dark){
        body,.page{background:#14171a!important}
        .card{background:#1e2226!important;border-color:#32383e!important}
        .ink,.ink a{color:#eceff1!important}
        .soft{color:#a9b2ba!important}
        .accent{color:#8ab8ff!important}
        .state{background:#3b1f1d!important;border-color:#f2b8b5!important;color:#f9dedc!important}
        .sure{background:#16301f!important;border-color:#7bc796!important;color:#c9ecd4!important}
        .quote{background:#262b30!important;border-color:#e0b13a!important}
        .rule{border-color:#32383e!important}
        mark{background:#6b5310!important;color:#fff3cf!important}
        .button a{background:#8ab8ff!important;color:#10151a!important}
        }
        </style>
        """
    );

    /// <summary>Writes the part.</summary>
    public static string Of(MailContent content) =>
        Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no,date=no,address=no">
            <title>{content.Title}</title>
            {Style}
            </head>
            <body class="page" style="margin:0;padding:0;background:#eef0f2;-webkit-text-size-adjust:100%">
            <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{Preheader(content)}</div>
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#eef0f2">
            <tr><td class="outer" align="center" style="padding:24px 12px">
            {Card(content)}
            </td></tr>
            </table>
            </body>
            </html>

            """
        ).Markup;

    private static Html Card(MailContent content) =>
        Html.Of(
            $"""
            <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #dde1e5;border-radius:10px;font-family:{new Html(
                Fonts
            )};text-align:left">
            <tr><td class="pad" style="padding:28px 32px 0">
            <p class="accent" style="margin:0 0 10px;font-size:13px;line-height:18px;font-weight:600;color:#1a56b8">{content.Rule}</p>
            {State(content)}<h1 class="headline ink" dir="auto"{Language(
                content
            )} style="margin:0 0 12px;text-align:start;font-size:25px;line-height:33px;font-weight:700;color:#16191d;overflow-wrap:anywhere">{Headline(content)}</h1>
            <p class="soft" style="margin:0 0 24px;font-size:14px;line-height:21px;color:#59636d">{Dateline(content)}</p>
            </td></tr>
            {Html.Join(content.Quotations.Select(quotation => Quote(content, quotation)))}{Summary(content)}{Tales(content.Tales)}{Html.Join(content.Groups.Select(Group))}{Button(content)}{Reasons(
                content
            )}<tr><td class="pad" style="padding:0 32px 26px">
            <p class="soft rule" style="margin:0;padding-top:16px;border-top:1px solid #e4e7ea;font-size:12px;line-height:18px;color:#59636d;overflow-wrap:anywhere">Rule: {content.Rule} ({content.RuleOrigin}).<br>{content.Remedy}</p>
            </td></tr>
            </table>
            <!--[if mso]></td></tr></table><![endif]-->
            """
        );

    /// <summary>What a list of mails shows behind the subject: something that the subject does not say.</summary>
    private static string Preheader(MailContent content) =>
        content.State is { } state ? state
        : !content.Tales.IsEmpty ? $"{content.Title}: {Beginning(content.Tales[0])}"
        : content.Quotations.Select(quotation => quotation.Text).Concat(content.Summary).FirstOrDefault()
            is { } beginning
            ? $"{content.Source}: {beginning}"
        : $"{content.Source}, first seen {content.FirstSeen}";

    private static string Beginning(ToldTale tale)
    {
        var title = string.Concat(tale.Headline.Select(words => words.Text)).Trim();
        return tale.State is { } state ? $"{state}: {title}" : title;
    }

    private static Html State(MailContent content) =>
        content.State is { } state
            ? Html.Of(
                $"""
                <p class="state" style="margin:0 0 14px;padding:10px 14px;background:#fdecea;border-left:4px solid #b3261e;font-size:15px;line-height:22px;font-weight:600;color:#8c1d18;overflow-wrap:anywhere">{state}</p>

                """
            )
            : Html.None;

    private static Html Headline(MailContent content) =>
        content.Link is { } link
            ? Html.Of($"""<a href="{link}" style="color:#16191d;text-decoration:none">{Marked(content.Headline)}</a>""")
            : Marked(content.Headline);

    private static Html Dateline(MailContent content)
    {
        var published = content.Published is { } time ? Html.Of($"<br>Published {time}") : Html.None;
        var carried = content.Carried is { } outlets ? Html.Of($"<br>{outlets}") : Html.None;
        var follows = content.Follows is { } story ? Html.Of($"<br>Follows: {story}") : Html.None;
        return Html.Of(
            $"<strong>{content.Source}</strong>{published}<br>{content.SeenLabel} {content.FirstSeen}{carried}{follows}"
        );
    }

    private static Html Quote(MailContent content, Quotation quotation) =>
        Html.Of(
            $"""
            <tr><td class="pad" style="padding:0 32px 20px">
            <blockquote class="quote ink" dir="auto"{Language(
                content
            )} style="margin:0;padding:14px 18px;text-align:start;background:#f6f7f8;border-left:4px solid #e0b13a;font-size:17px;line-height:26px;color:#16191d;overflow-wrap:anywhere">{Marked(quotation.Words)}</blockquote>
            </td></tr>

            """
        );

    private static Html Summary(MailContent content) =>
        content.Summary.IsEmpty
            ? Html.None
            : Html.Of(
                $"""
                <tr><td class="pad ink" dir="auto"{Language(
                    content
                )} style="padding:0 32px 12px;text-align:start;font-size:16px;line-height:25px;color:#2b3138;overflow-wrap:anywhere">
                {Html.Join(content.Summary.Select(paragraph => Html.Of($"""<p style="margin:0 0 12px">{paragraph}</p>""")))}
                </td></tr>

                """
            );

    private static Html Tales(ImmutableArray<ToldTale> tales) =>
        Html.Join(
            tales.Select(
                (tale, place) =>
                    Html.Of(
                        $"""
                        {(place == 0 || tales[place - 1].Rule != tale.Rule ? Rule(tale.Rule) : Html.None)}{(
                            tale.IsBrief ? Brief(tale) : Whole(tale)
                        )}
                        """
                    )
            )
        );

    private static Html Whole(ToldTale tale) =>
        Html.Of(
            $"""
            <tr><td class="pad" style="padding:2px 32px 22px">
                        {State(
                tale
            )}<p class="ink" dir="auto" style="margin:0;text-align:start;font-size:18px;line-height:25px;font-weight:600;color:#16191d;overflow-wrap:anywhere">{Linked(
                tale.Headline,
                tale.Link
            )}</p>
            {Quote(tale)}{TimeLine(tale)}{Sources(tale)}</td></tr>

            """
        );

    /// <summary>One of very many: the same in as few letters as it takes.</summary>
    private static Html Brief(ToldTale tale) =>
        Html.Of(
            $"""
            <tr><td class="pad ink" style="padding:0 32px 14px;font-size:14px;line-height:20px;color:#16191d;overflow-wrap:anywhere">{(
                tale.State is { } state ? Html.Of($"<strong>{state}</strong><br>") : Html.None
            )}{Linked(tale.Headline, tale.Link)}<br><span class="soft" style="color:#59636d">{(
                tale.State is null && !tale.TimeLine.IsEmpty ? $"{tale.TimeLine[0]}; " : ""
            )}{SourceNames(tale)}</span></td></tr>

            """
        );

    private static string SourceNames(ToldTale tale)
    {
        var names = string.Join(", ", tale.Sources.Select(source => source.Name));
        return tale.MoreSources > 0 ? $"{names} and {tale.MoreSources} more" : names;
    }

    private static Html Rule(string name) =>
        Html.Of(
            $"""
            <tr><td class="pad" style="padding:4px 32px 0">
            <h2 class="accent rule" style="margin:0;padding:14px 0 12px;border-top:1px solid #e4e7ea;font-size:13px;line-height:18px;font-weight:600;color:#1a56b8">{name}</h2>
            </td></tr>

            """
        );

    private static Html State(ToldTale tale) =>
        tale.State is not { } state ? Html.None
        : tale.IsSure
            ? Html.Of(
                $"""
                <p class="sure" style="margin:0 0 10px;padding:8px 12px;background:#e7f4ec;border-left:4px solid #1e7d43;font-size:14px;line-height:20px;font-weight:600;color:#14532d;overflow-wrap:anywhere">{state}</p>

                """
            )
        : Html.Of(
            $"""
            <p class="state" style="margin:0 0 10px;padding:8px 12px;background:#fdecea;border-left:4px solid #b3261e;font-size:14px;line-height:20px;font-weight:600;color:#8c1d18;overflow-wrap:anywhere">{state}</p>

            """
        );

    private static Html Quote(ToldTale tale) =>
        tale.Quote is { } quote
            ? Html.Of(
                $"""
                <blockquote class="quote ink" dir="auto" style="margin:10px 0 0;padding:10px 14px;text-align:start;background:#f6f7f8;border-left:4px solid #e0b13a;font-size:15px;line-height:23px;color:#16191d;overflow-wrap:anywhere">{Marked(
                    quote
                )}</blockquote>

                """
            )
            : Html.None;

    private static Html TimeLine(ToldTale tale) =>
        Html.Of(
            $"""
            <ul class="soft" style="margin:10px 0 0;padding:0 0 0 18px;font-size:13px;line-height:20px;color:#59636d;overflow-wrap:anywhere">{Html.Join(
                tale.TimeLine.Select(line => Html.Of($"<li>{line}</li>"))
            )}</ul>

            """
        );

    private static Html Sources(ToldTale tale) =>
        Html.Of(
            $"""
            <p class="soft" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#59636d;overflow-wrap:anywhere">{(tale.Sources.Length + tale.MoreSources > 1 ? "Sources: " : "Source: ")}{Html.Join(
                tale.Sources.Select((source, place) => Html.Of($"{(place == 0 ? "" : ", ")}{Source(source)}"))
            )}{(tale.MoreSources > 0 ? $" and {tale.MoreSources} more" : "")}</p>

            """
        );

    private static Html Source((string Name, string? Link) source) =>
        source.Link is { } link
            ? Html.Of(
                $"""<a class="accent" href="{link}" style="color:#1a56b8;text-decoration:none">{source.Name}</a>"""
            )
            : Html.Of($"{source.Name}");

    private static Html Linked(ImmutableArray<Words> headline, string? link) =>
        link is null
            ? Marked(headline)
            : Html.Of($"""<a href="{link}" style="color:#16191d;text-decoration:none">{Marked(headline)}</a>""");

    private static Html Group(MailGroup group) =>
        Html.Of(
            $"""
            <tr><td class="pad" style="padding:4px 32px 12px">
            <h2 class="accent rule" style="margin:0;padding:14px 0 10px;border-top:1px solid #e4e7ea;font-size:13px;line-height:18px;font-weight:600;color:#1a56b8">{group.Heading} ({group.Items.Length})</h2>
            {Html.Join(group.Items.Select(Item))}</td></tr>

            """
        );

    private static Html Item(GroupedItem item) =>
        Html.Of(
            $"""
            <p class="ink" dir="auto" style="margin:0;text-align:start;font-size:16px;line-height:23px;font-weight:600;color:#16191d;overflow-wrap:anywhere">{(item.Link is { } link
                ? Html.Of($"""<a href="{link}" style="color:#16191d;text-decoration:none">{Marked(item.Headline)}</a>""")
                : Marked(item.Headline))}</p>
            {(item.Quote is { } quote
                ? Html.Of($"""<p class="ink" dir="auto" style="margin:4px 0 0;text-align:start;font-size:15px;line-height:22px;color:#2b3138;overflow-wrap:anywhere">{Marked(quote)}</p>""")
                : Html.None)}<p class="soft" style="margin:2px 0 16px;font-size:13px;line-height:19px;color:#59636d">{item.Source}</p>

            """
        );

    private static Html Button(MailContent content) =>
        content.Link is not { } link
            ? Html.None
            : Html.Of(
                $"""
                <tr><td class="pad button" style="padding:0 32px 28px">
                <a href="{link}" style="display:inline-block;padding:11px 22px;background:#1a56b8;border-radius:6px;font-size:15px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none">Read the article</a>
                </td></tr>

                """
            );

    private static Html Reasons(MailContent content) =>
        content.Reasons.IsEmpty
            ? Html.None
            : Html.Of(
                $"""
                <tr><td class="pad" style="padding:0 32px 24px">
                <h2 class="ink" style="margin:0 0 6px;font-size:14px;line-height:20px;font-weight:600;color:#16191d">Why you got this</h2>
                <ul class="soft" style="margin:0;padding:0 0 0 20px;font-size:14px;line-height:22px;color:#59636d;overflow-wrap:anywhere">{Html.Join(
                    content.Reasons.Select(reason => Html.Of($"<li>{reason}</li>"))
                )}</ul>
                </td></tr>

                """
            );

    private static Html Language(MailContent content) =>
        content.Language is { } language ? Html.Of($" lang=\"{language}\"") : Html.None;

    private static Html Marked(ImmutableArray<Words> words) =>
        Html.Join(
            words.Select(one =>
                one.Marked
                    ? Html.Of(
                        $"""<mark style="background:#ffe7a3;color:#16191d;padding:0 2px;border-radius:3px">{one.Text}</mark>"""
                    )
                    : Html.Of($"{one.Text}")
            )
        );
}
