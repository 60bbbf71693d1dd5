using System.CommandLine;
using System.Net.Http.Headers;
using NewsMonitor.Configuration;

namespace NewsMonitor.Commands;

/// <summary><c>monitor health</c>: asks a running worker how it is. What a container's HEALTHCHECK calls.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "health",
            """
            Ask the running worker how it is. Exit code 0: alive; 1: it does not answer, or its ledger cannot be written.

              monitor health                   a line for people
              monitor health --format json     what /healthz says, as it is
            """
        )
        {
            config,
            format,
        };
        command.SetAction(
            (arguments, token) =>
                AskAsync(
                    arguments.GetRequiredValue(config),
                    arguments.GetRequiredValue(format),
                    arguments.InvocationConfiguration,
                    token
                )
        );
        return command;
    }

    private static Task<int> AskAsync(
        string folder,
        string format,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    ) =>
        // Only the address is needed: files that are refused are a state of the worker, and no reason not to ask it.
        ConfigurationLoader.SettingsByTheWay(folder).StatusAddress
            is { } address
            ? AskAtAsync(address, format, streams, cancellationToken)
            : Task.FromResult(
                Fail(streams, "status is off in monitor.yaml: write status: { listen: \"127.0.0.1:8787\" }")
            );

    private static async Task<int> AskAtAsync(
        string address,
        string format,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Reachable(address)}/healthz");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await connection.SendAsync(request, patience.Token);
            var body = await response.Content.ReadAsStringAsync(patience.Token);
            await streams.Output.WriteLineAsync(format == "json" ? body : HealthPrinting.Line(body));
            return response.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return Fail(
                streams,
                $"no answer at {address}: is 'monitor run' running with this configuration? ({fault.Message})"
            );
        }
    }

    /// <summary>A worker that listens on every address is asked on loopback.</summary>
    private static string Reachable(string address) =>
        address
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[::]", "[::1]", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal);

    private static int Fail(InvocationConfiguration streams, string reason)
    {
        streams.Error.WriteLine(reason);
        return ExitCode.Failed;
    }
}
