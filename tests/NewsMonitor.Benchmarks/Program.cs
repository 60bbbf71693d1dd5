using System.CommandLine;
using NewsMonitor.Benchmarks;

var root = new RootCommand(
    """
    How fast Monitor is, and how small. Run it built for release:

      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- matching --items FILE.ndjson
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- flow
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ledger
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- stems --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- idle --program PATH --minutes 10
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- names --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- polling --feeds 10k
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- replay --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- opml --data DIR
    """
)
{
    MatchingBenchmark.Create(),
    FlowBenchmark.Create(),
    LedgerBenchmark.Create(),
    IdleBenchmark.Create(),
    StemsBenchmark.Create(),
    NamesBenchmark.Create(),
    StanceEvaluation.Create(),
    SentenceEvaluation.Create(),
    StanceSample.Create(),
    StoryEvaluation.Create(),
    StoryBenchmark.Create(),
    PollingBenchmark.Create(),
    PollingBenchmark.CreateServer(),
    ReplayEvaluation.Create(),
    OpmlEvaluation.Create(),
};

return await root.Parse(args).InvokeAsync();
