using Mono.Cecil;
using NewsMonitor.Commands;
using NewsMonitor.Core.Items;
using Xunit;

namespace NewsMonitor.Tests.Architecture;

/// <summary>The table of who may know whom, held against every symbol that the compiled code really uses.</summary>
public sealed class FlowTests
{
    /// <summary>Each room with the rooms it may use besides itself. What is not listed is forbidden.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Core.Text"] = [],
        ["Core.Vocabulary"] = ["Core.Text"],
        ["Core.Items"] = ["Core.Text"],
        ["Core.Rules"] = ["Core.Items", "Core.Text", "Core.Vocabulary"],
        ["Core.Matching"] = ["Core.Items", "Core.Rules", "Core.Text", "Core.Vocabulary"],
        ["Core.Stories"] = ["Core.Items", "Core.Matching", "Core.Rules", "Core.Text", "Core.Vocabulary"],
        ["Core.Alerts"] = ["Core.Items", "Core.Matching", "Core.Rules", "Core.Stories", "Core.Text"],
        ["Feeds"] = ["Core.Items", "Core.Text"],
        ["Ledger"] = ["Core.Alerts", "Core.Items", "Core.Matching", "Core.Rules", "Core.Stories"],
        ["Deliveries"] = ["Core.Alerts", "Core.Items", "Core.Matching", "Core.Rules", "Core.Text", "Ledger"],
        ["Scheduling"] = ["Core.*", "Feeds", "Ledger", "Deliveries"],
        ["Configuration"] = ["Core.*", "Feeds", "Deliveries"],
        ["Status"] = ["Ledger"],
        ["Demo"] = ["*"],
        ["Commands"] = ["*"],
        [""] = ["*"],
    };

    private static readonly IReadOnlyCollection<Use> Uses = ReadUses();

    [Fact]
    public void Data_flow_to_the_right_only()
    {
        var broken = Uses.Where(use => !IsAllowed(use.From, use.To))
            .Select(use => $"{use.From} may not use {use.To}: {use.Where} uses {use.What}")
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Empty(broken);
    }

    [Fact]
    public void Rooms_form_no_cycle()
    {
        var rooms = Uses.Where(use => use.From != use.To && use.From is not ("" or "Commands" or "Demo"))
            .ToLookup(use => use.From, use => use.To);

        Assert.DoesNotContain(rooms.Select(room => room.Key), room => Reaches(room, room, rooms, []));
    }

    [Fact]
    public void Every_room_of_the_program_stands_in_the_table()
    {
        var rooms = Assemblies().SelectMany(Types).Select(type => RoomOf(type.Namespace)).OfType<string>().Distinct();

        Assert.Empty(rooms.Except(MayUse.Keys));
    }

    [Fact]
    public void The_table_is_read_against_real_uses()
    {
        // Without this, an empty reading of the symbols would let the other tests pass for ever.
        Assert.Contains(Uses, use => use is { From: "Scheduling", To: "Ledger" });
        Assert.Contains(Uses, use => use is { From: "Core.Alerts", To: "Core.Matching" });
    }

    [Fact]
    public void No_type_is_named_by_a_word_that_says_nothing()
    {
        string[] empty =
        [
            "Manager",
            "Helper",
            "Util",
            "Utils",
            "Processor",
            "Handler",
            "Engine",
            "Data",
            "Info",
            "Notification",
        ];

        var named = Assemblies()
            .SelectMany(Types)
            .Where(type => RoomOf(type.Namespace) is not null && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => empty.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName);

        Assert.Empty(named);
    }

    private static bool IsAllowed(string from, string to) =>
        from == to
        || MayUse
            .GetValueOrDefault(from, [])
            .Any(room =>
                room == "*" || room == to || (room == "Core.*" && to.StartsWith("Core.", StringComparison.Ordinal))
            );

    private static bool Reaches(string from, string goal, ILookup<string, string> rooms, HashSet<string> seen) =>
        rooms[from].Distinct().Any(next => next == goal || (seen.Add(next) && Reaches(next, goal, rooms, seen)));

    private static List<Use> ReadUses() =>
        [
            .. from assembly in Assemblies()
            from type in Types(assembly)
            let room = RoomOf(type.Namespace ?? type.DeclaringType?.Namespace)
            where room is not null
            from used in TypesUsedBy(type)
            let target = RoomOf(Outermost(used).Namespace)
            where target is not null
            select new Use(room, target, type.FullName, used.FullName),
        ];

    private static IEnumerable<AssemblyDefinition> Assemblies() =>
        new[] { typeof(Item).Assembly, typeof(RunCommand).Assembly }.Select(assembly =>
            AssemblyDefinition.ReadAssembly(assembly.Location)
        );

    private static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) =>
        assembly
            .MainModule.GetTypes()
            .Where(type => Outermost(type).Namespace.StartsWith("NewsMonitor", StringComparison.Ordinal));

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type.GetElementType();

    /// <summary><c>NewsMonitor.Feeds.Parsing</c> is of the room Feeds, <c>NewsMonitor.Core.Text</c> of Core.Text.</summary>
    private static string? RoomOf(string? space) =>
        space?.Split('.') switch
        {
            ["NewsMonitor"] => "",
            ["NewsMonitor", "Core", var room, ..] => $"Core.{room}",
            ["NewsMonitor", var room, ..] => room,
            _ => null,
        };

    private static IEnumerable<TypeReference> TypesUsedBy(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(face => face.InterfaceType));
        used.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (!method.HasBody)
                continue;
            used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            foreach (var instruction in method.Body.Instructions)
                used.AddRange(TypesIn(instruction.Operand));
        }
        return used.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference?> TypesIn(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.Parameters.Select(parameter => parameter.ParameterType),
                .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
            ],
            _ => [],
        };

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType generic
            ? generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType)
            : [type.GetElementType() ?? type];

    private sealed record Use(string From, string To, string Where, string What);
}
