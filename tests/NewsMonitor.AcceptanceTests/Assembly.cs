using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

// Each test measures times of a process of its own: side by side on two cores they would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
// Signals and file modes.
[assembly: UnsupportedOSPlatform("windows")]
