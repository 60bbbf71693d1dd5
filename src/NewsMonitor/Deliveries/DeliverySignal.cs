namespace NewsMonitor.Deliveries;

/// <summary>Tells the lanes that an alert may have become owed, so that it goes out at once and not at the next look.</summary>
internal sealed class DeliverySignal
{
    private TaskCompletionSource _raised = Unraised();

    /// <summary>
    /// Ends at the next <see cref="Raise"/>. Taken before a look at the ledger and awaited after it, it misses nothing.
    /// </summary>
    public Task Next => Volatile.Read(ref _raised).Task;

    /// <summary>Wakes everyone who waits.</summary>
    public void Raise() => Interlocked.Exchange(ref _raised, Unraised()).TrySetResult();

    private static TaskCompletionSource Unraised() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
