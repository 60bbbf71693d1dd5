using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Deliveries;

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
        foreach (var key in (string[])["secret", "secrets", "secret_file"])
            if (receiver.Has(key) && !receiver.Has("webhook"))
                receiver.Complain(key, $"\"{key}\" signs webhooks, and this receiver gets mail: remove it.");
        return new() { Name = name, Address = receiver.MailAddress("email") ?? "" };
    }

    private static WebhookReceiver ReadWebhook(Section receiver, string name) =>
        new()
        {
            Name = name,
            Address = receiver.Web("webhook") ?? Addresses.Unreadable,
            Secrets = ReadSecrets(receiver),
        };

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
