using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;

namespace NewsMonitor.Configuration;

/// <summary>Checks what only the whole shows: identities are unique, and every name that is used is there.</summary>
internal static class References
{
    /// <summary>Reports every name that stands for nothing or for two things.</summary>
    public static void Check(
        MonitorSettings settings,
        WrittenList<Feed> feeds,
        WrittenList<Receiver> receivers,
        ImmutableArray<WrittenRule> rules,
        Problems problems
    )
    {
        CheckUnique(
            feeds.Items.Select(feed => (feed.Value.Id, feed.Position)),
            "feeds have the id",
            "add another id: to one of the two",
            problems
        );
        CheckUnique(
            receivers.Items.Select(receiver => (receiver.Value.Name, receiver.Position)),
            "receivers have the name",
            "rename one of the two",
            problems
        );
        CheckRuleIds(rules, problems);
        CheckMailWay(settings, receivers, problems);
        CheckOperator(settings, receivers, problems);
        CheckReserved(receivers, feeds, problems);
        CheckWatchdog(settings, receivers, problems);
        foreach (var rule in rules)
        {
            CheckReceivers(rule, receivers, problems);
            CheckFeeds(rule, feeds, problems);
            CheckDigest(rule.Rule.Mode, rule.ModePosition, settings, problems);
        }
        foreach (var receiver in receivers.Items)
            CheckDigest(receiver.Value.Mode, receiver.Position, settings, problems);
        WarnOfTwins(feeds, problems);
        WarnOfIdle(settings, receivers, rules, problems);
    }

    /// <summary>Reports rules that share an identity.</summary>
    public static void CheckRuleIds(ImmutableArray<WrittenRule> rules, Problems problems) =>
        CheckUnique(
            rules.Select(rule => (rule.Rule.Id, rule.Position)),
            "rules have the id",
            "add another id: to one of the two",
            problems
        );

    private static void CheckUnique(
        IEnumerable<(string Id, SourcePosition Position)> all,
        string what,
        string remedy,
        Problems problems
    )
    {
        var firstOf = new Dictionary<string, SourcePosition>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, position) in all.Where(one => one.Id.Length > 0))
            if (!firstOf.TryAdd(id, position))
                problems.Add(position, $"two {what} \"{Shown.Of(id)}\", the other is at {firstOf[id]}: {remedy}.");
    }

    private static void CheckMailWay(MonitorSettings settings, WrittenList<Receiver> receivers, Problems problems)
    {
        if (
            !settings.SaysMail
            && receivers.Items.FirstOrDefault(receiver => receiver.Value is EmailReceiver) is { } first
        )
            problems.Add(
                first.Position,
                $"\"{Shown.Of(first.Value.Name)}\" gets mail, and mail has no way out: add email: {{ pickup: ../data/mail }} to monitor.yaml, or email: with smtp:."
            );
    }

    private static void CheckOperator(MonitorSettings settings, WrittenList<Receiver> receivers, Problems problems)
    {
        if (settings is not { OperatorAt: { } position, Configuration.Operator: { } name } || !receivers.IsWhole)
            return;
        var names = receivers.Items.Select(receiver => receiver.Value.Name).Where(one => one.Length > 0).ToList();
        if (!names.Contains(name))
            problems.Add(position, NoReceiver(name, names));
    }

    /// <summary>Monitor's own watchdog goes the way of all alerts, under these names.</summary>
    private static void CheckReserved(WrittenList<Receiver> receivers, WrittenList<Feed> feeds, Problems problems)
    {
        foreach (var receiver in receivers.Items.Where(one => IsNamed(one.Value.Name, WatchdogPlan.PingName)))
            problems.Add(
                receiver.Position,
                $"\"{Shown.Of(receiver.Value.Name)}\" is the name of Monitor's own watchdog: give this receiver another name."
            );
        foreach (var feed in feeds.Items.Where(one => IsNamed(one.Value.Id, WatchdogPlan.FeedId)))
            problems.Add(
                feed.Position,
                $"\"{Shown.Of(feed.Value.Id)}\" is the feed of Monitor's own watchdog: give this one another id:."
            );
    }

    private static bool IsNamed(string name, string reserved) =>
        name.Equals(reserved, StringComparison.OrdinalIgnoreCase);

    private static void CheckWatchdog(MonitorSettings settings, WrittenList<Receiver> receivers, Problems problems)
    {
        var names = receivers.Items.Select(receiver => receiver.Value.Name).Where(name => name.Length > 0).ToList();
        foreach (var notify in settings.WatchdogNotify.Where(one => receivers.IsWhole && !names.Contains(one.Text)))
            problems.Add(notify.Position, NoReceiver(notify.Text, names));
    }

    private static string NoReceiver(string name, List<string> names) =>
        $"receivers.yaml has no receiver \"{Shown.Of(name)}\". {Nearest.Hint(name, names, Listed("Its receivers are", names, "Add it there."))}";

    private static void CheckReceivers(WrittenRule rule, WrittenList<Receiver> receivers, Problems problems)
    {
        var names = receivers.Items.Select(receiver => receiver.Value.Name).Where(name => name.Length > 0).ToList();
        if (rule.TellsNobody)
            problems.Add(
                rule.NotifyPosition,
                $"this rule tells nobody: add notify: [{names.FirstOrDefault() ?? "NAME"}]."
            );
        foreach (var notify in rule.Notify.Where(notify => receivers.IsWhole && !names.Contains(notify.Text)))
            problems.Add(notify.Position, NoReceiver(notify.Text, names));
    }

    private static void CheckDigest(
        DeliveryMode? mode,
        SourcePosition position,
        MonitorSettings settings,
        Problems problems
    )
    {
        var names = settings.Configuration.Digests.Select(digest => digest.Name).ToList();
        if (mode is InDigest digest && !names.Contains(digest.Name))
            problems.Add(
                position,
                $"monitor.yaml has no digest \"{Shown.Of(digest.Name)}\". {Nearest.Hint(digest.Name, names, Listed("Its digests are", names, "Add it there, under digests:."))}"
            );
    }

    private static void CheckFeeds(WrittenRule rule, WrittenList<Feed> feeds, Problems problems)
    {
        if (!feeds.IsWhole)
            return;
        var tags = feeds.Items.SelectMany(feed => feed.Value.Tags).Distinct().ToList();
        foreach (var tag in rule.Tags.Where(tag => !tags.Contains(tag.Text)))
            problems.Add(
                tag.Position,
                $"no feed has the tag \"{Shown.Of(tag.Text)}\". {Nearest.Hint(tag.Text, tags, Listed("The tags are", tags, "Add tags: to feeds."))}"
            );
        var names = feeds.Items.SelectMany(feed => (string[])[feed.Value.Id, feed.Value.Name]).Distinct().ToList();
        foreach (var feed in rule.Feeds.Where(feed => !names.Contains(feed.Text)))
            problems.Add(
                feed.Position,
                $"feeds.yaml has no feed \"{Shown.Of(feed.Text)}\". {Nearest.Hint(feed.Text, names, "Write the id or the name of a feed there.")}"
            );
    }

    private static string Listed(string begin, List<string> names, string otherwise) =>
        names.Count is 0 or > 12 ? otherwise : $"{begin} {string.Join(", ", names)}.";

    private static void WarnOfTwins(WrittenList<Feed> feeds, Problems problems)
    {
        var firstOf = new Dictionary<Uri, SourcePosition>();
        foreach (var feed in feeds.Items.Where(feed => !firstOf.TryAdd(feed.Value.Address, feed.Position)))
            problems.Warn(
                feed.Position,
                $"this address is polled twice, the other is at {firstOf[feed.Value.Address]}: remove one of the two."
            );
    }

    private static void WarnOfIdle(
        MonitorSettings settings,
        WrittenList<Receiver> receivers,
        ImmutableArray<WrittenRule> rules,
        Problems problems
    )
    {
        var told = rules.SelectMany(rule => rule.Rule.Receivers).ToHashSet(StringComparer.Ordinal);
        if (settings.Configuration.Operator is { } name)
            told.Add(name);
        told.UnionWith(settings.WatchdogNotify.Select(notify => notify.Text));
        foreach (var idle in receivers.Items.Where(receiver => !told.Contains(receiver.Value.Name)))
            problems.Warn(
                idle.Position,
                $"no rule tells \"{Shown.Of(idle.Value.Name)}\": name it under notify: of a rule, or remove it."
            );
    }
}
