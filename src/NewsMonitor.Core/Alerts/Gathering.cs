using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Alerts;

/// <summary>Makes one alert of many: it names each of them, so that nothing is told less for being told together.</summary>
public static class Gathering
{
    /// <summary>The most alerts that one gathers: a mail of them stays well under 100 kB, where mail programs cut.</summary>
    public const int MostTogether = 150;

    /// <summary>The alert that tells these.</summary>
    /// <param name="bundle">What they were held for.</param>
    /// <param name="members">At least one, all for one receiver, in the order in which they became owed.</param>
    /// <param name="now">When they are gathered.</param>
    /// <param name="tales">The stories that some of them belong to, as they stand now; none leaves each to itself.</param>
    public static Alert Of(
        Bundle bundle,
        ImmutableArray<Alert> members,
        DateTimeOffset now,
        IEnumerable<StoryTale>? tales = null
    )
    {
        var ids = members.Select(member => member.Id.Value).ToArray();
        var told = InOrder(tales ?? []);
        var title = told.IsEmpty ? TitleOf(members) : TitleOf(told, members);
        return new Alert
        {
            Id = new AlertId(Derived.Id(["gathered", bundle.Key, .. ids])),
            Receiver = members[0].Receiver,
            Reason = bundle.Reason,
            RuleId = bundle.Reason == AlertReason.Flood ? members[0].RuleId : bundle.Key.Replace(':', '-'),
            RuleName = NameOf(bundle, members),
            RuleSource =
                members.Select(member => member.RuleSource).Distinct().Count() == 1 ? members[0].RuleSource : "",
            Source = string.Join(
                ", ",
                members.Select(member => member.Source).Distinct(StringComparer.Ordinal).Take(3)
            ),
            Item = new Item
            {
                Feed = "",
                Key = Derived.Id(ids),
                Identity = new ItemIdentity(null, null, title),
                Title = title,
            },
            Evidence = [],
            FirstSeen = now,
            Story = members.Select(member => member.Story?.Key).Distinct().Count() == 1 ? members[^1].Story : null,
            Members = members,
            Tales = told,
        };
    }

    private static string NameOf(Bundle bundle, ImmutableArray<Alert> members) =>
        bundle.Reason switch
        {
            AlertReason.Digest => bundle.Name,
            AlertReason.QuietHours => "Quiet hours",
            _ when members.Select(member => member.RuleId).Distinct(StringComparer.Ordinal).Count() == 1 => members[
                0
            ].RuleName,
            _ => "Monitor",
        };

    /// <summary>What changed its state first: the rule with the gravest news, and of that the gravest.</summary>
    private static ImmutableArray<StoryTale> InOrder(IEnumerable<StoryTale> tales) =>
        [
            .. tales
                .GroupBy(tale => tale.RuleId, StringComparer.Ordinal)
                .OrderBy(rule => rule.Min(tale => tale.Gravity))
                .SelectMany(rule => rule.OrderBy(tale => tale.Gravity)),
        ];

    /// <summary><c>3 stories and 1 alert, 1 denied: US to withdraw troops, …</c></summary>
    private static string TitleOf(ImmutableArray<StoryTale> tales, ImmutableArray<Alert> members)
    {
        var dots = tales.Length > 1 ? ", …" : "";
        return $"{CountOf(tales, members.Length)}: {tales[0].Title}{dots}";
    }

    /// <summary>How many stories, alerts of none, and what became of which: <c>3 stories and 1 alert, 1 denied</c>.</summary>
    public static string CountOf(ImmutableArray<StoryTale> tales, int members)
    {
        var others = members - tales.Sum(tale => tale.Alerts.Length);
        var changed = tales
            .Where(tale => tale.IsNews)
            .GroupBy(tale => tale.State!.Status)
            .Select(state => $", {Counted(state.Count(), state.Key.ToString().ToLowerInvariant(), "")}");
        var stories = Counted(tales.Length, tales.Length == 1 ? "story" : "stories", "");
        return string.Concat(changed.Prepend(others > 0 ? $"{stories} and {Counted(others, "alert", "s")}" : stories));

        static string Counted(int count, string one, string many) =>
            string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : many)}");
    }

    /// <summary>How many, and how the first begins.</summary>
    private static string TitleOf(ImmutableArray<Alert> members) =>
        members.Length == 1
            ? members[0].Item.Title
            : string.Create(CultureInfo.InvariantCulture, $"{members.Length} alerts: {members[0].Item.Title}, …");
}

/// <summary>What alerts are held for, until they are gathered into one.</summary>
/// <param name="Reason">Why they are told together.</param>
/// <param name="Name">Of the digest; of a flood its rule and feed; else empty.</param>
public sealed record Bundle(AlertReason Reason, string Name)
{
    /// <summary>How the ledger names it: <c>digest:morning</c>.</summary>
    public string Key => $"{Reason.ToString().ToLowerInvariant()}:{Name}";

    /// <summary>Reads a <see cref="Key"/> again.</summary>
    public static Bundle Of(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return Enum.TryParse<AlertReason>(key.AsSpan(0, Math.Max(colon, 0)), ignoreCase: true, out var reason)
            ? new(reason, key[(colon + 1)..])
            : new(AlertReason.Batch, key);
    }
}
