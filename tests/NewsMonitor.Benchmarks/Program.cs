using System.CommandLine;
using NewsMonitor.Benchmarks;

var root = new RootCommand(
    """
    How fast Monitor is, and how small. Run it built for release:

      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- flow
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ledger
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- idle --program PATH --minutes 10
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- parsing --data DIR --failures
    """
)
{
    FlowBenchmark.Create(),
    LedgerBenchmark.Create(),
    IdleBenchmark.Create(),
    ParsingEvaluation.Create(),
};

return await root.Parse(args).InvokeAsync();
