using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Webhook;

namespace NewsMonitor.Configuration;

/// <summary>Reads <c>receivers.yaml</c>: who is told.</summary>
internal static class ReceiversFile
{
    private const string SecretMark = "whsec_";

    /// <summary>The receivers that could be read; the rest is reported.</summary>
    public static WrittenList<Receiver> Read(YamlNode? root, Reading reading) =>
        Lists.Read(
            root,
            KnownKeys.Receivers,
            reading,
            node => Section.Open(node, KnownKeys.Receiver, reading) is { } receiver ? ReadReceiver(receiver) : null
        );

    private static Written<Receiver> ReadReceiver(Section receiver)
    {
        receiver.Require("name", "rules name it by this, name: desk.");
        var name = receiver.Text("name") ?? "";
        var position = receiver.At("name");
        if (receiver.Has("email") && receiver.Has("webhook"))
            receiver.Complain("webhook", "a receiver is one mail address or one webhook: make two receivers of it.");
        if (!receiver.HasOrMeans("email") && !receiver.HasOrMeans("webhook"))
            receiver.Reading.Problems.Add(
                receiver.Position,
                "a receiver needs an address: add email: desk@example.org, or webhook: https://…"
            );
        return new(IsMail(receiver) ? ReadMail(receiver, name) : ReadWebhook(receiver, name), position);
    }

    // One without an address is not called a mail receiver, or mail would be blamed for having no way out.
    private static bool IsMail(Section receiver) => receiver.HasOrMeans("email") && !receiver.Has("webhook");

    private static EmailReceiver ReadMail(Section receiver, string name)
    {
        foreach (var key in KeysOfWebhooks)
            if (receiver.Has(key) && !receiver.Has("webhook"))
                receiver.Complain(
                    key,
                    $"\"{key}\" {(key.StartsWith("secret", StringComparison.Ordinal) ? "signs" : "is for")} webhooks, and this receiver gets mail: remove it."
                );
        return new()
        {
            Name = name,
            Address = receiver.MailAddress("email") ?? "",
            Mode = DeliveryWords.Mode(receiver),
            Quiet = DeliveryWords.Quiet(receiver),
            Rate = DeliveryWords.Rate(receiver, "rate"),
        };
    }

    private static WebhookReceiver ReadWebhook(Section receiver, string name)
    {
        var preset = Presets(receiver);
        CheckPreset(receiver, preset);
        return new()
        {
            Name = name,
            Address = receiver.Web("webhook") ?? Addresses.Unreadable,
            Secrets = ReadSecrets(receiver),
            Preset = preset,
            Bearer = receiver.Secret("bearer", "bearer_file"),
            Certificate = ReadCertificate(receiver),
            Chat = receiver.Expanded("chat"),
            RoutingKey = receiver.Secret("routing_key", "routing_key_file"),
            Template = ReadTemplate(receiver),
            Mode = DeliveryWords.Mode(receiver),
            Quiet = DeliveryWords.Quiet(receiver),
            Rate = DeliveryWords.Rate(receiver, "rate"),
        };
    }

    private static Preset Presets(Section receiver) =>
        receiver.Choice(
            "preset",
            ("slack", Preset.Slack),
            ("teams", Preset.Teams),
            ("discord", Preset.Discord),
            ("mattermost", Preset.Mattermost),
            ("ntfy", Preset.Ntfy),
            ("telegram", Preset.Telegram),
            ("pagerduty", Preset.PagerDuty)
        ) ?? Preset.Standard;

    private static void CheckPreset(Section receiver, Preset preset)
    {
        var hasKey = receiver.Has("routing_key") || receiver.Has("routing_key_file");
        if (preset == Preset.Telegram && !receiver.HasOrMeans("chat"))
            receiver.Complain("preset", "a Telegram bot writes to a chat: add chat: \"-1001234567890\", in quotes.");
        if (preset == Preset.PagerDuty && !hasKey)
            receiver.Complain(
                "preset",
                "PagerDuty takes events with a routing key: add routing_key: \"${NAME}\" or routing_key_file: PATH."
            );
        if (receiver.Has("template") && receiver.Has("preset"))
            receiver.Complain("template", "\"template\" and \"preset\" are two bodies: keep one of the two.");
        if (preset != Preset.Telegram && receiver.Has("chat"))
            receiver.Complain("chat", "\"chat\" goes with preset: telegram: add it, or remove the chat.");
        if (preset != Preset.PagerDuty && hasKey)
            receiver.Complain(
                receiver.Has("routing_key") ? "routing_key" : "routing_key_file",
                "\"routing_key\" goes with preset: pagerduty: add it, or remove the key."
            );
    }

    private static ClientCertificate? ReadCertificate(Section receiver)
    {
        if (receiver.ExistingFile("client_certificate") is not { } file)
        {
            if (receiver.Has("client_key") && !receiver.Has("client_certificate"))
                receiver.Complain("client_key", "a key goes with a certificate: add client_certificate: PATH.");
            return null;
        }
        var certificate = new ClientCertificate(file, receiver.ExistingFile("client_key") ?? file);
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(certificate.File, certificate.Key);
            return certificate;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            receiver.Complain(
                "client_certificate",
                "no certificate with its key can be read here: both are PEM, the key unencrypted, in this file or in client_key: PATH."
            );
            return null;
        }
    }

    private static AlertTemplate? ReadTemplate(Section receiver)
    {
        if (receiver.ExistingFile("template") is not { } path)
            return null;
        var (template, mistake) = AlertTemplate.Parse(File.ReadAllText(path), AlertTemplate.Escaping.Json);
        if (mistake is not null)
            receiver.Complain("template", $"this template is not understood: {mistake}");
        return template;
    }

    private static readonly ImmutableArray<string> KeysOfWebhooks =
    [
        "secret",
        "secrets",
        "secret_file",
        "preset",
        "bearer",
        "bearer_file",
        "client_certificate",
        "client_key",
        "chat",
        "routing_key",
        "routing_key_file",
        "template",
    ];

    private static ImmutableArray<string> ReadSecrets(Section receiver)
    {
        if (receiver.Has("secrets") && (receiver.Has("secret") || receiver.Has("secret_file")))
            receiver.Complain(
                "secrets",
                "\"secrets\" lists them all: move the other secret into the list, newest first."
            );
        if (receiver.Has("secrets"))
            return Checked(receiver, "secrets", receiver.SecretList("secrets", "secret_file"));
        return receiver.Secret("secret", "secret_file") is { } secret
            ? Checked(receiver, receiver.Has("secret") ? "secret" : "secret_file", [secret])
            : [];
    }

    private static ImmutableArray<string> Checked(Section receiver, string key, ImmutableArray<string> secrets)
    {
        if (!secrets.All(IsWellFormed))
            receiver.Complain(
                key,
                $"a secret that begins with {SecretMark} goes on in base64, and this one does not: copy it again, whole."
            );
        return secrets;
    }

    private static bool IsWellFormed(string secret)
    {
        if (!secret.StartsWith(SecretMark, StringComparison.Ordinal))
            return true;
        var base64 = secret.AsSpan(SecretMark.Length);
        return base64.Length > 0 && Convert.TryFromBase64Chars(base64, new byte[base64.Length], out _);
    }
}
