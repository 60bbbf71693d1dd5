using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace NewsMonitor.Feeds;

/// <summary>When an RSS document asks not to be asked for (RSS 2.0, channel elements ttl, skipHours and skipDays).</summary>
/// <param name="Ttl">How long the document may be kept; null when it does not say.</param>
/// <param name="SkipHours">Hours of the day, 0 to 23 in UTC, in which it does not change.</param>
/// <param name="SkipDays">Days of the week, in UTC, on which it does not change.</param>
internal sealed record PollHints(TimeSpan? Ttl, ImmutableArray<int> SkipHours, ImmutableArray<DayOfWeek> SkipDays)
{
    private const int DeepestRead = 8;
    private const int MostMinutes = 525_600;

    /// <summary>The document asks for nothing.</summary>
    public static PollHints None { get; } = new(null, [], []);

    /// <summary>True when the publisher says that the document does not change at this time.</summary>
    public bool Skips(DateTimeOffset moment) =>
        SkipHours.Contains(moment.UtcDateTime.Hour) || SkipDays.Contains(moment.UtcDateTime.DayOfWeek);

    /// <summary>Reads what the head of a document says; of anything that is no RSS, that it says nothing.</summary>
    public static PollHints Read(ReadOnlyMemory<byte> document)
    {
        if (document.Span.IndexOf("<ttl"u8) < 0 && document.Span.IndexOf("<skip"u8) < 0)
            return None;
        var hints = new Draft();
        try
        {
            using var bytes = new MemoryStream(document.ToArray(), writable: false);
            using var xml = XmlReader.Create(bytes, Careful);
            hints.ReadFrom(xml);
        }
        catch (XmlException)
        {
            // A document that must be repaired to be read at all: what was said until there counts.
        }
        return hints.ToHints();
    }

    /// <summary>For a column of the ledger: <c>ttl=60;hours=0,1;days=6,0</c>; null when it asks for nothing.</summary>
    public string? ToText()
    {
        var parts = new List<string>();
        if (Ttl is { } ttl)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"ttl={(int)ttl.TotalMinutes}"));
        if (!SkipHours.IsEmpty)
            parts.Add($"hours={string.Join(',', SkipHours)}");
        if (!SkipDays.IsEmpty)
            parts.Add($"days={string.Join(',', SkipDays.Select(day => (int)day))}");
        return parts.Count == 0 ? null : string.Join(';', parts);
    }

    /// <summary>From a column of the ledger.</summary>
    public static PollHints FromText(string? text)
    {
        var hints = new Draft();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (part[..at], part[(at + 1)..])
                : (part, "");
            if (key == "ttl")
                hints.AddTtl(value);
            foreach (var one in value.Split(','))
            {
                if (key == "hours")
                    hints.AddHour(one);
                else if (key == "days" && int.TryParse(one, CultureInfo.InvariantCulture, out var day))
                    hints.AddDay(((DayOfWeek)day).ToString());
            }
        }
        return hints.ToHints();
    }

    private static XmlReaderSettings Careful { get; } =
        new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };

    private sealed class Draft
    {
        private readonly SortedSet<int> _hours = [];
        private readonly SortedSet<DayOfWeek> _days = [];
        private TimeSpan? _ttl;

        public PollHints ToHints() => new(_ttl, [.. _hours], [.. _days]);

        /// <summary>The channel's own elements; where the items begin, the head is over.</summary>
        public void ReadFrom(XmlReader xml)
        {
            while (xml.Read() && xml.Depth < DeepestRead)
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.LocalName is "item" or "entry")
                    return;
                if (xml.LocalName is "ttl" or "hour" or "day" && xml.NamespaceURI.Length == 0 && !xml.IsEmptyElement)
                    Add(xml.LocalName, xml);
            }
        }

        public void AddTtl(string text)
        {
            if (
                int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                && minutes > 0
            )
                _ttl = TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes));
        }

        public void AddHour(string text)
        {
            // Userland's own text counts hours to 24, which is midnight again.
            if (
                int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
                && hour is >= 0 and <= 24
            )
                _hours.Add(hour % 24);
        }

        public void AddDay(string text)
        {
            if (Enum.TryParse<DayOfWeek>(text.Trim(), ignoreCase: true, out var day) && Enum.IsDefined(day))
                _days.Add(day);
        }

        private void Add(string name, XmlReader xml)
        {
            if (!xml.Read() || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                return;
            switch (name)
            {
                case "ttl":
                    AddTtl(xml.Value);
                    break;
                case "hour":
                    AddHour(xml.Value);
                    break;
                default:
                    AddDay(xml.Value);
                    break;
            }
        }
    }
}
