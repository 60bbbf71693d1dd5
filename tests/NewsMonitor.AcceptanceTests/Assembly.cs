using Xunit;

// Each test measures times of a process of its own: side by side on two cores they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
