using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries;

/// <summary>What deliveries say. Receivers go by their names: no address and no secret is written at any level.</summary>
internal static partial class DeliveriesLog
{
    [LoggerMessage(3000, LogLevel.Information, "{Receiver} has {Delivery} of rule {Rule} (attempt {Attempt})")]
    public static partial void Delivered(
        this ILogger logger,
        string receiver,
        DeliveryId delivery,
        string rule,
        int attempt
    );

    [LoggerMessage(
        3001,
        LogLevel.Warning,
        "{Receiver} did not get {Delivery} at attempt {Attempt}; the next is at {Next:u}: {Reason}"
    )]
    public static partial void Deferred(
        this ILogger logger,
        string receiver,
        DeliveryId delivery,
        int attempt,
        DateTimeOffset next,
        string reason
    );

    [LoggerMessage(
        3002,
        LogLevel.Error,
        "{Receiver} will not get {Delivery} of rule {Rule}: it is a dead letter after attempt {Attempt}: {Reason}. To send it all the same: monitor deliveries resend {Delivery}"
    )]
    public static partial void GivenUp(
        this ILogger logger,
        string receiver,
        DeliveryId delivery,
        string rule,
        int attempt,
        string reason
    );

    [LoggerMessage(
        3003,
        LogLevel.Information,
        "The attempt to bring {Delivery} to {Receiver} was broken off by the stop; it is made again after the start"
    )]
    public static partial void BrokenOff(this ILogger logger, string receiver, DeliveryId delivery);

    [LoggerMessage(3004, LogLevel.Error, "{Delivery} for {Receiver} could not be written ({Times} times so far)")]
    public static partial void CouldNotBeWritten(
        this ILogger logger,
        string receiver,
        DeliveryId delivery,
        int times,
        Exception fault
    );

    [LoggerMessage(3005, LogLevel.Error, "The lane of {Receiver} stumbled and goes on in a few seconds")]
    public static partial void LaneStumbled(this ILogger logger, string receiver, Exception fault);

    [LoggerMessage(
        3006,
        LogLevel.Warning,
        "Alerts are owed to {Receiver}, and no such receiver is configured: they stay owed. Configure it, or take them off with monitor deliveries drop"
    )]
    public static partial void NoSuchReceiver(this ILogger logger, string receiver);

    [LoggerMessage(
        3007,
        LogLevel.Error,
        "Nothing is sent, because no attempt can be written down before it is made: {Reason}"
    )]
    public static partial void NothingIsSent(this ILogger logger, string reason);

    [LoggerMessage(3008, LogLevel.Information, "The ledger can be used again: alerts are sent")]
    public static partial void SendingAgain(this ILogger logger);

    [LoggerMessage(
        3009,
        LogLevel.Error,
        "{Receiver} is tried no more, and what it is owed is kept: {Reason}. Once it is mended: monitor receivers enable {Receiver}"
    )]
    public static partial void Disabled(this ILogger logger, string receiver, string reason);

    [LoggerMessage(3010, LogLevel.Error, "{Notice}, and there is no other receiver to tell it to")]
    public static partial void NobodyToTell(this ILogger logger, string notice);
}
