using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Feeds;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds export</c>: the feeds for another program.</summary>
internal static class FeedsExportCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command(
            "export",
            """
            Print the feeds as OPML 2.0, tags as categories. User names and passwords stay out of it; a key in the query of an
            address does not.

              monitor feeds export > feeds.opml
            """
        )
        {
            config,
        };
        command.SetAction(arguments =>
        {
            var streams = arguments.InvocationConfiguration;
            switch (ConfigurationLoader.Load(arguments.GetRequiredValue(config), runTests: false))
            {
                case Loaded loaded:
                    streams.Output.WriteLine(Opml.Write(loaded.Configuration.Feeds));
                    return ExitCode.Ok;
                case Refused refused:
                    return ConfigurationPrinting.Refuse(refused, streams.Error);
                case var other:
                    throw new InvalidOperationException($"a configuration cannot be {other}");
            }
        });
        return command;
    }
}
