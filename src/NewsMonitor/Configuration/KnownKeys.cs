using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;

namespace NewsMonitor.Configuration;

/// <summary>Every key of every file: the table of contents of what people can write. The JSON Schema is tested against it.</summary>
internal static class KnownKeys
{
    public static readonly KeyList Monitor = new(
        "monitor.yaml",
        "monitor.schema.json#",
        ["data", "contact", "log", "status", "email", "fetch", "network", "deliveries", "retention", "defaults"]
    )
    {
        OtherWords = Words(
            ("smtp", "email"),
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
        ["from", "pickup", "smtp"]
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
        ["timeout", "connect_timeout", "max_bytes", "max_redirects", "per_host"]
    );

    public static readonly KeyList Network = new("network", "monitor.schema.json#/properties/network", ["allow"]);

    public static readonly KeyList Deliveries = new(
        "deliveries",
        "monitor.schema.json#/properties/deliveries",
        ["give_up_after"]
    );

    public static readonly KeyList Retention = new("retention", "monitor.schema.json#/properties/retention", ["items"]);

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
        ["url", "id", "name", "every", "cron", "zone", "tags", "first_poll", "backfill", "allow_http", "enabled"]
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
            ("labels", "tags")
        ),
    };

    public static readonly KeyList Receivers = new("receivers.yaml", "receivers.schema.json#", ["receivers"]);

    public static readonly KeyList Receiver = new(
        "a receiver",
        "receivers.schema.json#/definitions/receiver",
        ["name", "email", "webhook", "secret", "secrets", "secret_file"]
    )
    {
        OtherWords = Words(("id", "name"), ("mail", "email"), ("to", "email"), ("url", "webhook"), ("key", "secret")),
    };

    public static readonly KeyList Rules = new("a file of rules", "rules.schema.json#", ["rules"]);

    public static readonly KeyList Rule = new(
        "a rule",
        "rules.schema.json#/definitions/rule",
        [
            "name",
            "id",
            "phrases",
            "names",
            "places",
            "words",
            "exact",
            "not",
            "in",
            "feeds",
            "languages",
            "notify",
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
            ("countries", "places"),
            ("locations", "places"),
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
        Log,
        Status,
        Email,
        Smtp,
        Fetch,
        Network,
        Deliveries,
        Retention,
        Defaults,
        Feeds,
        Feed,
        Receivers,
        Receiver,
        Rules,
        Rule,
        FeedFilter,
        RuleTests,
    ];

    private static ImmutableDictionary<string, string> Words(params (string Written, string Meant)[] words) =>
        words.ToImmutableDictionary(word => word.Written, word => word.Meant, StringComparer.OrdinalIgnoreCase);
}
