using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsMonitor;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using NewsMonitor.Mutants;

// monitor-mutant DESIGN run --config FOLDER: the worker with its deliveries in a broken order, for the crash tests to catch.
if (args is not [var design, "run", "--config", var folder])
    return 2;
if (ConfigurationLoader.Load(folder) is not Loaded loaded)
    return 2;
using var held = DataFolderLock.Acquire(loaded.Configuration.DataFolder);
var builder = MonitorHost.Assemble(loaded.Configuration);
builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(DeliveryLoop)));
builder.Services.AddHostedService(parts => ActivatorUtilities.CreateInstance<BrokenLoop>(parts, design));
await builder.Build().RunAsync();
return 0;
