using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration;

/// <summary>Secrets come from the environment or from a file of their own, never from a file that people edit and share.</summary>
internal static class Secrets
{
    private const int SizeLimit = 64 * 1024;

    /// <summary>The secret under one of two keys, plain or <c>…_file</c>; null when there is none.</summary>
    public static string? Secret(this Section section, string key, string fileKey)
    {
        if (section.Has(key) && section.Has(fileKey))
            section.Complain(fileKey, $"\"{key}\" and \"{fileKey}\" say the same in two ways: keep one of the two.");
        return section.Scalar(key) is { } scalar ? section.Secret(scalar, fileKey) : section.SecretFile(fileKey);
    }

    /// <summary>The secrets in a list.</summary>
    public static ImmutableArray<string> SecretList(this Section section, string key, string fileKey) =>
        [.. section.Items(key).Select(scalar => section.Secret(scalar, fileKey)).OfType<string>()];

    private static string? Secret(this Section section, YamlScalar scalar, string fileKey)
    {
        if (Variables.AreIn(scalar.Value))
            return section.Reading.Variables.Replace(scalar, section.Reading.Problems);
        section.Reading.Problems.Add(
            scalar.Position,
            $"a secret stands here in plain text: put it into the environment and write ${{NAME}}, or into a file and write {fileKey}: PATH."
        );
        return null;
    }

    private static string? SecretFile(this Section section, string key)
    {
        if (section.ExistingFile(key) is not { } path)
            return null;
        try
        {
            WarnOfReaders(section, key, path);
            return Content(section, key, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            section.Complain(key, "this file cannot be read: let the user that runs Monitor read it.");
            return null;
        }
    }

    private static string? Content(Section section, string key, string path)
    {
        if (new FileInfo(path).Length > SizeLimit)
        {
            section.Complain(key, "this file is larger than 64 KB: a secret is one line. Mend the path.");
            return null;
        }
        var secret = File.ReadAllText(path).TrimEnd('\r', '\n');
        if (secret.Length > 0 && !secret.Any(char.IsControl))
            return secret;
        section.Complain(
            key,
            "this file does not hold one line with a secret: write the secret into it, and nothing else."
        );
        return null;
    }

    private static void WarnOfReaders(Section section, string key, string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead))
            section.Reading.Problems.Warn(
                section.At(key),
                "every user of this machine can read this file: take the right away with chmod o-r."
            );
    }
}
