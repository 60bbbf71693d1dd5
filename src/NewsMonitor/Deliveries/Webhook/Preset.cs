namespace NewsMonitor.Deliveries.Webhook;

/// <summary>A service that takes alerts by webhook in a shape of its own.</summary>
internal enum Preset
{
    /// <summary>Our own body, signed as Standard Webhooks asks.</summary>
    Standard,

    /// <summary>Slack, an incoming webhook.</summary>
    Slack,

    /// <summary>Microsoft Teams, a workflow that takes a webhook.</summary>
    Teams,

    /// <summary>Discord, a webhook of a channel.</summary>
    Discord,

    /// <summary>Mattermost, an incoming webhook.</summary>
    Mattermost,

    /// <summary>ntfy, the address of a topic.</summary>
    Ntfy,

    /// <summary>Telegram, the address of a bot's <c>sendMessage</c>, with a chat.</summary>
    Telegram,

    /// <summary>PagerDuty, Events API v2, with a routing key.</summary>
    PagerDuty,
}
