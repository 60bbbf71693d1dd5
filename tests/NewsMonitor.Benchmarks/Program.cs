using System.CommandLine;
using NewsMonitor.Benchmarks;

var root = new RootCommand(
    """
    How fast Monitor is, how small and how right. Run it built for release:

      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- matching --items FILE.ndjson
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- flow
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ledger
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- delivering
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- stems --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- idle --program PATH --minutes 10
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- names --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- polling --feeds 10k
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- replay --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- stories --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- held --data DIR --print
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- opml --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- parsing --data DIR --failures
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- parsing-speed --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- limits
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- mutations --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- hostile --data DIR
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- honesty --items FILE.ndjson --rules 500
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- metamorphic --items FILE.ndjson --rules 500
      dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- reading --items FILE.ndjson
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
    HonestyEvaluation.Create(),
    MetamorphicEvaluation.Create(),
    ReadingEvaluation.Create(),
    StanceEvaluation.Create(),
    SentenceEvaluation.Create(),
    StanceSample.Create(),
    StoryEvaluation.Create(),
    StoryBenchmark.Create(),
    CopyEvaluation.Create(),
    HeldEvaluation.Create(),
    PollingBenchmark.Create(),
    PollingBenchmark.CreateServer(),
    ReplayEvaluation.Create(),
    OpmlEvaluation.Create(),
    ParsingEvaluation.Create(),
    ParsingSpeed.Create(),
    ParsingLimits.Create(),
    ParsingMutations.Create(),
    HostileEvaluation.Create(),
};

return await root.Parse(args).InvokeAsync();
