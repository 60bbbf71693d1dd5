using Polly;
using Polly.Retry;

namespace NewsMonitor.Deliveries;

/// <summary>
/// One more try within an attempt, after a fault that passes at once (a server that restarts, a connection that had grown
/// stale). Whatever lasts longer than that is the business of <see cref="RetryPlan"/> and the ledger.
/// </summary>
internal static class QuickRetry
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries again once, when nothing can have been sent yet.</summary>
    /// <param name="nothingWasSent">True for faults that leave no doubt about that.</param>
    /// <param name="time">Measures the pause.</param>
    public static ResiliencePipeline When(Func<Exception, bool> nothingWasSent, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 1,
                    Delay = Pause,
                    BackoffType = DelayBackoffType.Constant,
                    ShouldHandle = outcome =>
                        ValueTask.FromResult(outcome.Outcome.Exception is { } fault && nothingWasSent(fault)),
                }
            )
            .Build();
}
