namespace NewsMonitor.Benchmarks;

/// <summary>Counts what holds, and tells what does not.</summary>
internal sealed class Tally(string what, bool isTold)
{
    private readonly List<string> _failures = [];
    private int _held;
    private int _all;

    public void Take(bool holds, string otherwise)
    {
        _all++;
        if (holds)
            _held++;
        else
            _failures.Add(otherwise);
    }

    public void Print()
    {
        Measure.Print(what, $"{_held}/{_all}", _all == 0 ? "" : $"{100.0 * _held / _all:0.00} %");
        if (isTold)
            _failures.ForEach(failure => Console.WriteLine($"    {failure}"));
    }
}
