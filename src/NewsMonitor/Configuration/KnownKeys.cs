using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Conditions;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>Every key of every file: the table of contents of what people can write. The JSON Schema is tested against it.</summary>
internal static class KnownKeys
{
    public static readonly KeyList Monitor = new(
        "monitor.yaml",
        "monitor.schema.json#",
        [
            "data",
            "contact",
            "operator",
            "notices",
            "log",
            "status",
            "email",
            "fetch",
            "network",
            "deliveries",
            "digests",
            "watchdog",
            "retention",
            "stories",
            "check_pages",
            "defaults",
        ]
    )
    {
        OtherWords = Words(
            ("smtp", "email"),
            ("admin", "operator"),
            ("mail", "email"),
            ("logging", "log"),
            ("health", "status"),
            ("http", "fetch")
        ),
    };

    public static readonly KeyList Log = new("log", "monitor.schema.json#/properties/log", ["level", "format"]);

    public static readonly KeyList Status = new("status", "monitor.schema.json#/definitions/status", ["listen"])
    {
        OtherWords = Words(("address", "listen"), ("port", "listen"), ("url", "listen")),
    };

    public static readonly KeyList Email = new(
        "email",
        "monitor.schema.json#/properties/email",
        ["from", "pickup", "smtp", "unsubscribe", "dkim", "smime", "templates"]
    )
    {
        OtherWords = Words(("sender", "from"), ("folder", "pickup"), ("host", "smtp"), ("server", "smtp")),
    };

    public static readonly KeyList Smtp = new(
        "smtp",
        "monitor.schema.json#/definitions/smtp",
        ["host", "port", "security", "user", "password", "password_file", "ca_file"]
    )
    {
        OtherWords = Words(
            ("server", "host"),
            ("username", "user"),
            ("tls", "security"),
            ("starttls", "security"),
            ("ssl", "security")
        ),
    };

    public static readonly KeyList Fetch = new(
        "fetch",
        "monitor.schema.json#/properties/fetch",
        ["timeout", "connect_timeout", "max_bytes", "max_redirects", "per_host", "per_second", "heed"]
    );

    public static readonly KeyList Network = new("network", "monitor.schema.json#/properties/network", ["allow"]);

    public static readonly KeyList Notices = new(
        "notices",
        "monitor.schema.json#/properties/notices",
        ["failures", "after", "silent_after"]
    )
    {
        OtherWords = Words(("times", "failures"), ("silent", "silent_after")),
    };

    public static readonly KeyList Deliveries = new(
        "deliveries",
        "monitor.schema.json#/properties/deliveries",
        ["give_up_after", "disable_after", "flood", "catch_up"]
    );

    public static readonly KeyList Dkim = new(
        "dkim",
        "monitor.schema.json#/definitions/dkim",
        ["domain", "selector", "key_file"]
    )
    {
        OtherWords = Words(("key", "key_file")),
    };

    public static readonly KeyList Smime = new(
        "smime",
        "monitor.schema.json#/definitions/smime",
        ["certificate", "key_file"]
    )
    {
        OtherWords = Words(("key", "key_file"), ("cert", "certificate")),
    };

    public static readonly KeyList Digest = new(
        "a digest",
        "monitor.schema.json#/definitions/digest",
        ["name", "cron", "zone"]
    )
    {
        OtherWords = Words(("id", "name"), ("schedule", "cron"), ("timezone", "zone"), ("tz", "zone")),
    };

    public static readonly KeyList Watchdog = new(
        "watchdog",
        "monitor.schema.json#/definitions/watchdog",
        ["every", "ping", "notify"]
    )
    {
        OtherWords = Words(("interval", "every"), ("url", "ping"), ("receivers", "notify"), ("to", "notify")),
    };

    public static readonly KeyList Retention = new(
        "retention",
        "monitor.schema.json#/properties/retention",
        ["items", "texts"]
    );

    public static readonly KeyList Defaults = new(
        "defaults",
        "monitor.schema.json#/properties/defaults",
        ["every", "first_poll"]
    )
    {
        OtherWords = Words(("interval", "every")),
    };

    public static readonly KeyList Feeds = new("feeds.yaml", "feeds.schema.json#", ["feeds"]);

    public static readonly KeyList Feed = new(
        "a feed",
        "feeds.schema.json#/definitions/feed",
        [
            "url",
            "id",
            "name",
            "every",
            "cron",
            "zone",
            "tags",
            "first_poll",
            "backfill",
            "article",
            "allow_http",
            "allow_invalid_certificate",
            "enabled",
        ]
    )
    {
        OtherWords = Words(
            ("link", "url"),
            ("href", "url"),
            ("address", "url"),
            ("xmlUrl", "url"),
            ("title", "name"),
            ("interval", "every"),
            ("refresh", "every"),
            ("schedule", "cron"),
            ("timezone", "zone"),
            ("tz", "zone"),
            ("category", "tags"),
            ("categories", "tags"),
            ("labels", "tags"),
            ("fulltext", "article"),
            ("full_text", "article"),
            ("articles", "article")
        ),
    };

    public static readonly KeyList Receivers = new("receivers.yaml", "receivers.schema.json#", ["receivers"]);

    public static readonly KeyList Receiver = new(
        "a receiver",
        "receivers.schema.json#/definitions/receiver",
        [
            "name",
            "email",
            "webhook",
            "preset",
            "secret",
            "secrets",
            "secret_file",
            "bearer",
            "bearer_file",
            "client_certificate",
            "client_key",
            "chat",
            "routing_key",
            "routing_key_file",
            "template",
            "mode",
            "quiet",
            "rate",
        ]
    )
    {
        OtherWords = Words(("id", "name"), ("mail", "email"), ("to", "email"), ("url", "webhook"), ("key", "secret")),
    };

    public static readonly KeyList Quiet = new(
        "quiet",
        "receivers.schema.json#/definitions/quiet",
        ["from", "to", "zone"]
    )
    {
        OtherWords = Words(("start", "from"), ("begin", "from"), ("end", "to"), ("timezone", "zone"), ("tz", "zone")),
    };

    public static readonly KeyList Rules = new("a file of rules", "rules.schema.json#", ["rules", "include"])
    {
        OtherWords = Words(("includes", "include"), ("import", "include"), ("files", "include")),
    };

    public static readonly KeyList Rule = new(
        "a rule",
        "rules.schema.json#/definitions/rule",
        [
            "name",
            "id",
            "phrases",
            "names",
            "orgs",
            "places",
            "words",
            "starts",
            "exact",
            "regex",
            "match",
            "not",
            .. ModifierKeys,
            "feeds",
            "languages",
            "notify",
            "mode",
            "urgent",
            "expires",
            "stories",
            "follow_ups",
            "follow_up_window",
            "update_every",
            "confirm_by",
            "check_pages",
            "all_items",
            "enabled",
            "tests",
        ]
    )
    {
        OtherWords = Words(
            ("title", "name"),
            ("keywords", "words"),
            ("keyword", "words"),
            ("terms", "words"),
            ("people", "names"),
            ("persons", "names"),
            ("organisations", "orgs"),
            ("organizations", "orgs"),
            ("companies", "orgs"),
            ("countries", "places"),
            ("cities", "places"),
            ("locations", "places"),
            ("prefixes", "starts"),
            ("patterns", "regex"),
            ("query", "match"),
            ("boolean", "match"),
            ("find", "match"),
            ("all", "match"),
            ("any", "match"),
            ("near", "match"),
            ("level", "match_by"),
            ("distance", "within"),
            ("ordered", "order"),
            ("synonyms", "also"),
            ("none", "not"),
            ("exclude", "not"),
            ("without", "not"),
            ("fields", "in"),
            ("sources", "feeds"),
            ("lang", "languages"),
            ("to", "notify"),
            ("receiver", "notify"),
            ("receivers", "notify"),
            ("recipients", "notify"),
            ("recipents", "notify"),
            ("channels", "notify"),
            ("alert", "notify"),
            ("examples", "tests")
        ),
    };

    /// <summary>An entry of a tree: a group, a leaf with its modifiers, or where an item comes from.</summary>
    public static readonly KeyList Condition = new(
        "an entry of match:",
        "rules.schema.json#/definitions/condition",
        [.. ConditionTree.Keys, .. LeafKeys, .. ModifierKeys]
    )
    {
        OtherWords = WordsOfConditions,
    };

    /// <summary>An entry under <c>add:</c>, as any other of a tree, with its points.</summary>
    public static readonly KeyList Points = new(
        "an entry of add:",
        "rules.schema.json#/definitions/points",
        [.. Condition.Keys, "points"]
    )
    {
        OtherWords = WordsOfConditions.Add("worth", "points").Add("weight", "points"),
    };

    /// <summary>A mapping in a line of the short form.</summary>
    public static readonly KeyList Entry = new(
        "an entry of a line",
        "rules.schema.json#/definitions/entry",
        [.. LeafKeys, "list", .. ModifierKeys]
    )
    {
        OtherWords = WordsOfConditions,
    };

    public static readonly KeyList AtLeast = new("at_least", "rules.schema.json#/definitions/atLeast", ["of", "from"])
    {
        OtherWords = Words(("count", "of"), ("number", "of"), ("these", "from")),
    };

    public static readonly KeyList Score = new("score", "rules.schema.json#/definitions/score", ["reach", "add"])
    {
        OtherWords = Words(("threshold", "reach"), ("points", "add"), ("from", "add")),
    };

    public static readonly KeyList Near = new(
        "near",
        "rules.schema.json#/definitions/near",
        ["these", "within", "order", "same"]
    )
    {
        OtherWords = Words(("from", "these"), ("of", "these"), ("distance", "within"), ("ordered", "order")),
    };

    public static readonly KeyList WordsFile = new(
        "a file of words",
        "words.schema.json#",
        ["lists", "concepts", "names", "orgs", "places"]
    )
    {
        OtherWords = Words(
            ("synonyms", "concepts"),
            ("words", "concepts"),
            ("people", "names"),
            ("persons", "names"),
            ("organisations", "orgs"),
            ("organizations", "orgs"),
            ("companies", "orgs"),
            ("countries", "places")
        ),
    };

    public static readonly KeyList Concept = new(
        "a concept",
        "words.schema.json#/definitions/concept",
        ["word", "synonyms", "weak", "never"]
    )
    {
        OtherWords = Words(("also", "synonyms"), ("name", "word"), ("phrase", "word"), ("except", "never")),
    };

    public static readonly KeyList KnownName = new("a name", "words.schema.json#/definitions/name", ["name", "aliases"])
    {
        OtherWords = Words(("also", "aliases"), ("aka", "aliases"), ("org", "name"), ("person", "name")),
    };

    public static readonly KeyList KnownPlace = new(
        "a place",
        "words.schema.json#/definitions/place",
        ["name", "people", "cities", "also"]
    )
    {
        OtherWords = Words(("place", "name"), ("aliases", "also"), ("demonyms", "people"), ("capital", "cities")),
    };

    public static readonly KeyList FeedFilter = new(
        "feeds",
        "rules.schema.json#/definitions/feedFilter",
        ["tags", "only", "except"]
    );

    public static readonly KeyList RuleTests = new(
        "tests",
        "rules.schema.json#/definitions/tests",
        ["match", "no_match"]
    );

    /// <summary>All of them, in the order of the files.</summary>
    public static ImmutableArray<KeyList> All { get; } =
    [
        Monitor,
        Notices,
        Log,
        Status,
        Email,
        Smtp,
        Fetch,
        Network,
        Dkim,
        Smime,
        Deliveries,
        Digest,
        Watchdog,
        Retention,
        Defaults,
        Feeds,
        Feed,
        Receivers,
        Receiver,
        Quiet,
        Rules,
        Rule,
        Condition,
        Points,
        Entry,
        AtLeast,
        Score,
        Near,
        FeedFilter,
        RuleTests,
        WordsFile,
        Concept,
        KnownName,
        KnownPlace,
    ];

    private static IEnumerable<string> ModifierKeys => Modifiers.All.Select(modifier => modifier.Key);

    private static IEnumerable<string> LeafKeys => LeafKind.All.Select(kind => kind.Key);

    private static ImmutableDictionary<string, string> WordsOfConditions =>
        Words(
            ("and", "all"),
            ("or", "any"),
            ("not", "none"),
            ("phrases", "phrase"),
            ("names", "name"),
            ("person", "name"),
            ("orgs", "org"),
            ("company", "org"),
            ("places", "place"),
            ("country", "place"),
            ("words", "word"),
            ("prefix", "starts"),
            ("pattern", "regex"),
            ("feeds", "feed"),
            ("language", "lang"),
            ("atleast", "at_least"),
            ("level", "match_by"),
            ("distance", "within"),
            ("ordered", "order"),
            ("synonyms", "also"),
            ("except", "except_in")
        );

    private static ImmutableDictionary<string, string> Words(params (string Written, string Meant)[] words) =>
        words.ToImmutableDictionary(word => word.Written, word => word.Meant, StringComparer.OrdinalIgnoreCase);
}
