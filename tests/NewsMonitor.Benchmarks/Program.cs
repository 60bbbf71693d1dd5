using System.CommandLine;
using NewsMonitor.Benchmarks;

var root = new RootCommand(
    """
    How fast Monitor is, and how small. Run it built for release:

      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- matching --items FILE.ndjson
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- flow
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ledger
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- delivering
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- stems --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- idle --program PATH --minutes 10
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- names --data DIR
    """
)
{
    MatchingBenchmark.Create(),
    FlowBenchmark.Create(),
    LedgerBenchmark.Create(),
    DeliveringBenchmark.Create(),
    IdleBenchmark.Create(),
    StemsBenchmark.Create(),
    NamesBenchmark.Create(),
    StanceEvaluation.Create(),
    SentenceEvaluation.Create(),
    StanceSample.Create(),
    StoryEvaluation.Create(),
    StoryBenchmark.Create(),
};

return await root.Parse(args).InvokeAsync();
