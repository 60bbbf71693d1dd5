using System.CommandLine;
using NewsMonitor.Commands;

var root = new RootCommand(
    """
    Monitor watches news feeds for what you must not miss and sends alerts that survive any crash.

      monitor demo     see it work: a news story told on this machine, alerts and all
      monitor check    is the configuration right?
      monitor          run the worker with ./config

    Exit codes: 0 all went well, 1 something failed, 2 the command line or the configuration is wrong.
    """
)
{
    RunCommand.Create(),
    DemoCommand.Create(),
    CheckCommand.Create(),
    MatchCommand.Create(),
    ReplayCommand.Create(),
    RulesCommand.Create(),
    ExplainCommand.Create(),
    ParseCommand.Create(),
    FeedsCommand.Create(),
    DeliveriesCommand.Create(),
    ReceiversCommand.Create(),
    SilenceCommand.Create(),
    StoryCommand.Create(),
    HealthCommand.Create(),
};

return await CommandLine.InvokeAsync(root, args);
