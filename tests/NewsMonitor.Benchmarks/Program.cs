using System.CommandLine;
using NewsMonitor.Benchmarks;

var root = new RootCommand(
    """
    How fast Monitor is, how small and how right. Run it built for release:

      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- matching --items FILE.ndjson
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- flow
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ledger
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- stems --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- idle --program PATH --minutes 10
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- names --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- honesty --items FILE.ndjson --rules 500
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- metamorphic --items FILE.ndjson --rules 500
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- reading --items FILE.ndjson
    """
)
{
    MatchingBenchmark.Create(),
    FlowBenchmark.Create(),
    LedgerBenchmark.Create(),
    IdleBenchmark.Create(),
    StemsBenchmark.Create(),
    NamesBenchmark.Create(),
    HonestyEvaluation.Create(),
    MetamorphicEvaluation.Create(),
    ReadingEvaluation.Create(),
    StanceEvaluation.Create(),
    SentenceEvaluation.Create(),
    StanceSample.Create(),
    StoryEvaluation.Create(),
    StoryBenchmark.Create(),
};

return await root.Parse(args).InvokeAsync();
