using NewsMonitor.Configuration.Binding;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;

namespace NewsMonitor.Configuration;

/// <summary>Reads a person's own templates of mails: <c>mail.html</c> and <c>mail.txt</c> in one folder.</summary>
internal static class MailTemplateFile
{
    private const string Html = "mail.html";
    private const string Text = "mail.txt";

    /// <summary>The templates; null when no folder is named.</summary>
    public static MailTemplates? Read(Section email)
    {
        if (email.Folder("templates") is not { } folder)
            return null;
        if (!File.Exists(Path.Combine(folder, Html)) && !File.Exists(Path.Combine(folder, Text)))
            email.Complain(
                "templates",
                $"this folder has neither {Html} nor {Text}: put one there, or remove the line."
            );
        return new(
            Template(email, Path.Combine(folder, Html), AlertTemplate.Escaping.Html),
            Template(email, Path.Combine(folder, Text), AlertTemplate.Escaping.None)
        );
    }

    private static AlertTemplate? Template(Section email, string path, AlertTemplate.Escaping escaping)
    {
        if (!File.Exists(path))
            return null;
        var (template, mistake) = AlertTemplate.Parse(File.ReadAllText(path), escaping);
        if (mistake is not null)
            email.Complain("templates", $"{Path.GetFileName(path)} is not understood: {mistake}");
        return template;
    }
}
