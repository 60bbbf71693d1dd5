using MimeKit;

namespace NewsMonitor.Deliveries.Email;

/// <summary>How mails are written.</summary>
internal static class MailFormat
{
    /// <summary>RFC 5322 in ASCII with CR LF at the end of each line.</summary>
    public static FormatOptions OnTheWire { get; } = Make();

    private static FormatOptions Make()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = true;
        return options;
    }
}
