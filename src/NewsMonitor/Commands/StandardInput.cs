using System.Text;

namespace NewsMonitor.Commands;

/// <summary>What is piped into a command: UTF-8, whatever the console thinks.</summary>
internal static class StandardInput
{
    /// <summary>Opens it; the caller closes it.</summary>
    public static TextReader Open() =>
        new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
