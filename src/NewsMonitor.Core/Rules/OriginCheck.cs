namespace NewsMonitor.Core.Rules;

/// <summary>What can be asked of an item's origin.</summary>
public static class OriginCheck
{
    /// <summary>True for a BCP 47 primary tag.</summary>
    public static bool IsLanguage(string text) => text.Length is 2 or 3 && text.All(char.IsAsciiLetterLower);

    /// <summary>The message for a text that is none.</summary>
    public static string NoLanguage(string text) =>
        $"\"{text}\" is not the code of a language: write two or three small letters, like en, de or ar.";
}
