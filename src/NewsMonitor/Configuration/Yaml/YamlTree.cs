using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NewsMonitor.Configuration.Yaml;

/// <summary>
/// Builds the tree of one file out of YamlDotNet's events. Anchors, aliases, tags and second documents are refused:
/// no file here needs them, and an alias can make a small file endless.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>How deep lists and mappings may stand in one another.</summary>
    public const int DepthLimit = 50;

    private readonly string file;
    private readonly string text;
    private readonly Parser events;
    private readonly ImmutableArray<YamlFault>.Builder faults = ImmutableArray.CreateBuilder<YamlFault>();
    private readonly Stack<SourcePosition> openBrackets = new();
    private int depth;

    private YamlTree(string text, string file)
    {
        this.text = text;
        this.file = file;
        events = new Parser(new StringReader(text));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole file, without a byte order mark.</param>
    /// <param name="file">The name that positions show.</param>
    public static YamlDocument Read(string text, string file)
    {
        var tree = new YamlTree(text, file);
        var root = tree.ReadWhole();
        return new(root, tree.faults.ToImmutable());
    }

    private YamlNode? ReadWhole()
    {
        try
        {
            return ReadDocument();
        }
        catch (YamlException fault)
        {
            return RefuseSyntax(fault.Start, fault.End, fault.Message);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 ends so, without a position, when a new line begins inside brackets that are still open.
            var last = events.Current?.End ?? Mark.Empty;
            return RefuseSyntax(last, last, fault is InvalidOperationException ? YamlSyntax.NotClosed : fault.Message);
        }
    }

    private YamlRefused RefuseSyntax(Mark start, Mark end, string message)
    {
        var (position, remedy) = YamlSyntax.Explain(
            new(text, file, At(start), At(end), OpenBracket(start, message), message)
        );
        return Refuse(position, remedy);
    }

    /// <summary>The innermost bracket that is open; the parser may break off before it tells us of one that follows.</summary>
    private SourcePosition? OpenBracket(Mark start, string message)
    {
        if (openBrackets.TryPeek(out var bracket))
            return bracket;
        return message == YamlSyntax.NotClosed ? YamlSyntax.FirstBracket(text, At(start)) : null;
    }

    private YamlNode? ReadDocument()
    {
        events.Consume<StreamStart>();
        if (events.TryConsume<StreamEnd>(out _))
            return null;
        events.Consume<DocumentStart>();
        var root = ReadNode();
        events.Consume<DocumentEnd>();
        if (events.Accept<DocumentStart>(out var second))
            Refuse(At(second.Start), "a second document begins here: a file holds one. Remove the line ---.");
        return root;
    }

    private YamlNode ReadNode()
    {
        if (events.TryConsume<AnchorAlias>(out var alias))
            return RefuseAlias(alias);
        if (RefuseDecoration(events.Accept<NodeEvent>(out var node) ? node : null) && events.TryConsume<Scalar>(out _))
            return new YamlRefused(At(node!.Start));
        if (events.TryConsume<Scalar>(out var scalar))
            return ScalarOf(scalar);
        if (events.TryConsume<SequenceStart>(out var list))
            return ReadNested(list.Start, list.Style == SequenceStyle.Flow, ReadSequence);
        var mapping = events.Consume<MappingStart>();
        return ReadNested(mapping.Start, mapping.Style == MappingStyle.Flow, ReadMapping);
    }

    private YamlScalar ScalarOf(Scalar scalar)
    {
        var (position, style) = (At(scalar.Start), StyleOf(scalar.Style));
        return new(scalar.Value, style == ScalarStyle.Plain, position) { Places = new(text, style, position) };
    }

    private static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) =>
        style switch
        {
            YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
            YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
            YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Block,
            _ => ScalarStyle.Plain,
        };

    private YamlNode ReadNested(Mark start, bool inBrackets, Func<SourcePosition, YamlNode> read)
    {
        var position = At(start);
        if (++depth > DepthLimit)
            throw new SemanticErrorException(start, start, YamlSyntax.TooDeep);
        if (inBrackets)
            openBrackets.Push(position);
        var node = read(position);
        if (inBrackets)
            openBrackets.Pop();
        depth--;
        return node;
    }

    private YamlSequence ReadSequence(SourcePosition position)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!events.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode());
        return new(items.ToImmutable(), position);
    }

    private YamlMapping ReadMapping(SourcePosition position)
    {
        var pairs = ImmutableArray.CreateBuilder<YamlPair>();
        var firstOf = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode();
            var value = ReadNode();
            if (IsNewKey(key, firstOf) && key is YamlScalar name)
                pairs.Add(new(name, value));
        }
        return new(pairs.ToImmutable(), position);
    }

    private bool IsNewKey(YamlNode key, Dictionary<string, SourcePosition> firstOf)
    {
        if (key is YamlSequence or YamlMapping)
            Refuse(
                key.Position,
                $"a key is {key.Kind}: write plain text before the \":\". Put quotes around text in brackets."
            );
        if (key is not YamlScalar scalar)
            return false;
        if (firstOf.TryAdd(scalar.Value, key.Position))
            return true;
        Refuse(
            key.Position,
            $"\"{scalar.Value}\" stands twice, first on line {firstOf[scalar.Value].Line}: keep one of the two."
        );
        return false;
    }

    private YamlRefused RefuseAlias(AnchorAlias alias) =>
        Refuse(
            At(alias.Start),
            $"YAML reads *{alias.Value.Value} as an alias: put quotes around it if it is text, else write the value out again."
        );

    /// <summary>True when the node carries an anchor or a tag, which is then reported.</summary>
    private bool RefuseDecoration(NodeEvent? node)
    {
        if (node is null)
            return false;
        if (!node.Anchor.IsEmpty)
            Refuse(
                At(node.Start),
                $"YAML reads &{node.Anchor.Value} as an anchor: put quotes around the value if it is text, else leave the anchor out."
            );
        if (!node.Tag.IsEmpty)
            Refuse(
                At(node.Start),
                "YAML reads a word that begins with ! as a tag: put quotes around the value, or leave the tag out."
            );
        return !node.Anchor.IsEmpty || !node.Tag.IsEmpty;
    }

    private YamlRefused Refuse(SourcePosition position, string message)
    {
        faults.Add(new(position, message));
        return new(position);
    }

    private SourcePosition At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}

/// <summary>What a file holds.</summary>
/// <param name="Root">Its value; null when it holds nothing but comments.</param>
/// <param name="Faults">What is wrong with it as YAML.</param>
internal sealed record YamlDocument(YamlNode? Root, ImmutableArray<YamlFault> Faults)
{
    /// <summary>The print of the very bytes that were read.</summary>
    public string Print { get; init; } = FilePrint.Unreadable;
}
