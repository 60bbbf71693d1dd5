using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

public sealed class SecretsTests : IDisposable
{
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_secret_comes_from_the_environment() =>
        Assert.Equal(
            [ConfigurationWorld.Environment["HOOK_SECRET"]],
            HookWith("secret: \"${HOOK_SECRET}\"").Secrets.AsEnumerable()
        );

    [Theory]
    [InlineData("from a file")]
    [InlineData("from a file\n")]
    [InlineData("from a file\r\n")]
    public void A_secret_comes_from_a_file_without_the_line_break_that_editors_add(string content)
    {
        WriteSecret(content);

        Assert.Equal(["from a file"], HookWith("secret_file: secrets/hook").Secrets.AsEnumerable());
    }

    [Fact]
    public void A_secret_file_may_be_named_by_its_whole_path()
    {
        WriteSecret("from a file");

        Assert.Equal(
            ["from a file"],
            HookWith($"secret_file: \"{Path.Combine(_world.Folder, "secrets", "hook")}\"").Secrets.AsEnumerable()
        );
    }

    [Fact]
    public void While_a_secret_is_changed_both_are_good_and_the_newest_comes_first() =>
        Assert.Equal(
            [ConfigurationWorld.Environment["HOOK_SECRET"], ConfigurationWorld.Environment["SMTP_PASSWORD"]],
            HookWith("secrets: [\"${HOOK_SECRET}\", \"${SMTP_PASSWORD}\"]").Secrets.AsEnumerable()
        );

    [Fact]
    public void The_password_of_the_mail_server_comes_from_a_file_or_the_environment()
    {
        WriteSecret("from a file");

        Assert.Equal("from a file", PasswordWith("password_file: secrets/hook"));
        Assert.Equal(ConfigurationWorld.Environment["SMTP_PASSWORD"], PasswordWith("password: \"${SMTP_PASSWORD}\""));
    }

    [Fact]
    public void An_address_may_hold_secrets_from_the_environment()
    {
        _world.Write("receivers.yaml", "receivers: [{ name: hook, webhook: \"${HOOK_URL}/alerts?as=${HOOK_URL}\" }]");

        var hook = Assert.IsType<WebhookReceiver>(Assert.Single(_world.Load().Receivers));

        Assert.StartsWith(
            ConfigurationWorld.Environment["HOOK_URL"] + "/alerts?as=",
            hook.Address.OriginalString,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_variable_is_not_read_again_in_what_a_variable_holds()
    {
        var environment = new Dictionary<string, string> { ["OUTER"] = "${INNER}", ["INNER"] = "reached" };
        _world.Write(
            "receivers.yaml",
            "receivers: [{ name: hook, webhook: \"https://hook.example/\", secret: \"${OUTER}\" }]"
        );

        var loaded = Assert.IsType<Loaded>(ConfigurationLoader.Load(_world.Folder, environment: environment));

        Assert.Equal(
            ["${INNER}"],
            Assert.IsType<WebhookReceiver>(loaded.Configuration.Receivers[0]).Secrets.AsEnumerable()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("one\ntwo\n")]
    [InlineData("a\u0000b")]
    public void A_file_that_does_not_hold_one_line_is_refused(string content)
    {
        WriteSecret(content);
        WriteHook("secret_file: secrets/hook");

        Assert.Contains("write the secret into it", Assert.Single(_world.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_file_that_everybody_can_read_is_warned_of()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("file modes are Unix's");
        WriteSecret("from a file");
        WriteHook("secret_file: secrets/hook");
        Assert.DoesNotContain(_world.Warnings(), IsAboutReaders);

        LetRead(UnixFileMode.OtherRead);

        Assert.Contains(_world.Warnings(), IsAboutReaders);
    }

    [Fact]
    public void A_password_in_the_address_of_a_feed_is_warned_of()
    {
        _world.Write("feeds.yaml", "feeds: [\"https://reader:open-sesame@news.example/\"]");

        var warning = Assert.Single(_world.Warnings());

        Assert.StartsWith(
            "feeds.yaml:1:9    this address holds a password in plain text",
            warning,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("open-sesame", warning, StringComparison.Ordinal);
    }

    private static bool IsAboutReaders(string warning) => warning.Contains("chmod o-r", StringComparison.Ordinal);

    private void WriteSecret(string content)
    {
        _world.Write("secrets/hook", content);
        LetRead(UnixFileMode.None);
    }

    private void LetRead(UnixFileMode others)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Path.Combine(_world.Folder, "secrets", "hook"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | others
            );
    }

    private void WriteHook(string secret) =>
        _world.Write("receivers.yaml", $"receivers: [{{ name: hook, webhook: \"https://hook.example/\", {secret} }}]");

    private WebhookReceiver HookWith(string secret)
    {
        WriteHook(secret);
        return Assert.IsType<WebhookReceiver>(Assert.Single(_world.Load().Receivers));
    }

    private string? PasswordWith(string password)
    {
        _world.Write("monitor.yaml", $"email: {{ smtp: {{ host: mail.example, user: monitor, {password} }} }}");
        return _world.Load().Mail.Smtp?.Password;
    }
}
