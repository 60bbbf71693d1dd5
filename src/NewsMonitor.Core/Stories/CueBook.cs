using System.Globalization;
using System.Reflection;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>The list of cues, read once and looked up by the word that a cue begins with.</summary>
internal sealed class CueBook
{
    /// <summary>The shortest begin of a word by which a cue may be known, in letters.</summary>
    private const int ShortestBegin = 1;

    private static readonly string[] Marks = [",", ":", ";", "(", "—"];

    private readonly Dictionary<string, List<CuePattern>> byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CuePattern>> byBegin = new(StringComparer.Ordinal);
    private readonly List<CuePattern> begins = [];
    private readonly List<CuePattern> others = [];

    /// <summary>The list that ships inside the program.</summary>
    public static CueBook Shared { get; } = Shipped();

    /// <summary>Reads a list.</summary>
    public static CueBook Read(TextReader reader)
    {
        var book = new CueBook();
        var lines = Lines(reader).ToArray();
        var classes = lines
            .Where(row => row[0].StartsWith('='))
            .ToDictionary(row => row[0][1..], row => row[1].Split('|'), StringComparer.Ordinal);
        var order = 0;
        foreach (var row in lines.Where(row => !row[0].StartsWith('=')))
            book.Add(PatternOf(row, order++, classes));
        return book;
    }

    /// <summary>Cues that are known by no word of their own, and may stand anywhere.</summary>
    public IReadOnlyList<CuePattern> Anywhere => others;

    /// <summary>Cues that begin a sentence.</summary>
    public IReadOnlyList<CuePattern> AtBegin => begins;

    /// <summary>The cues that may begin with a piece.</summary>
    public IEnumerable<CuePattern> StartingWith(Piece piece)
    {
        if (byWord.TryGetValue(piece.Word, out var whole))
            foreach (var cue in whole)
                yield return cue;
        if (piece.IsMark)
            yield break;
        var lookup = byBegin.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = ShortestBegin; length <= piece.Word.Length; length++)
            if (lookup.TryGetValue(piece.Word.AsSpan(0, length), out var begun))
                foreach (var cue in begun)
                    yield return cue;
    }

    private static CueBook Shipped()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("NewsMonitor.Core.Stories.cues.tsv")
            ?? throw new InvalidOperationException("the list cues.tsv is not part of the program");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }

    private static IEnumerable<string[]> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
    }

    private static CuePattern PatternOf(string[] row, int order, Dictionary<string, string[]> classes)
    {
        ReportStatus? status = row[0] == "mask" ? null : Enum.Parse<ReportStatus>(row[0], ignoreCase: true);
        CueElement[] elements = [.. row[2].Split(' ').Select(part => ElementOf(part, classes))];
        return new CuePattern(order, status, BindingOf(row[1]), elements, row[2]);
    }

    private static Binding BindingOf(string written)
    {
        var closely = written.EndsWith('!');
        var number = int.TryParse(written.Trim('<', '>', '~', '!'), CultureInfo.InvariantCulture, out var n) ? n : 0;
        return written[0] switch
        {
            '-' => new Binding(true, false, 0, 0, false),
            's' => new Binding(false, true, 0, 0, false),
            '>' => new Binding(false, false, number, 0, closely),
            '<' => new Binding(false, false, 0, number, closely),
            '~' => new Binding(false, false, number, number, closely),
            _ => throw new InvalidOperationException($"\"{written}\" is no binding of a cue"),
        };
    }

    private static CueElement ElementOf(string part, Dictionary<string, string[]> classes)
    {
        if (part is "^")
            return new CueElement.Begin();
        if (part is "$")
            return new CueElement.Finish();
        if (part is "#")
            return new CueElement.Matched();
        if (part.Split('|').All(Marks.Contains))
            return new CueElement.Mark(part.Split('|'));
        if (part.StartsWith("..", StringComparison.Ordinal))
            return new CueElement.Gap(int.Parse(part.AsSpan(2), CultureInfo.InvariantCulture));
        if (part.StartsWith('!'))
            return new CueElement.Not(WordsOf(part[1..], classes));
        return new CueElement.Word(WordsOf(part.TrimEnd('?'), classes), part.EndsWith('?'));
    }

    private static WordSet WordsOf(string part, Dictionary<string, string[]> classes) =>
        new([.. part.Split('|').SelectMany(word => word.StartsWith('{') ? classes[word.Trim('{', '}')] : [word])]);

    private void Add(CuePattern cue)
    {
        if (cue.Elements[0] is CueElement.Begin)
            begins.Add(cue);
        else if (cue.Elements[0] is CueElement.Mark mark)
            foreach (var sign in mark.Signs)
                ListAt(byWord, sign).Add(cue);
        else if (cue.Elements[0] is CueElement.Word { MayBeMissing: false } first)
            AddByWord(cue, first);
        else
            others.Add(cue);
    }

    private void AddByWord(CuePattern cue, CueElement.Word first)
    {
        foreach (var word in first.Words.Whole)
            ListAt(byWord, word).Add(cue);
        foreach (var begin in first.Words.Begun)
            ListAt(byBegin, begin).Add(cue);
    }

    private static List<CuePattern> ListAt(Dictionary<string, List<CuePattern>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
