using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Platform.Core.Health;

namespace Platform.Adapters.Storage.Health;

/// <summary>Turns what a storage client throws into a sentence. It names no account and no address.</summary>
internal static class StorageFailure
{
    private const string Setting = StorageAddress.Setting;

    /// <param name="service">Table, queue or blob storage.</param>
    /// <param name="role">The role that an identity needs for it.</param>
    /// <param name="failure">What the client threw.</param>
    public static Finding Explain(string service, string role, Exception failure) => Root(failure) switch
    {
        TimeoutException late => Finding.Failed(
            $"The {service} service gives {late.Message}.",
            $"Look at the account's own health and at the network on the way to it; {Setting} says which account is meant."),
        AuthenticationFailedException => Finding.Failed(
            $"The app has no identity that the {service} service could accept.",
            $"Give the app its managed identity ({Setting}__clientId), or sign in with 'az login' where you develop."),
        RequestFailedException { ErrorCode: "AuthenticationFailed" } => Finding.Failed(
            $"The {service} service does not accept the app's credentials.",
            $"Put the account's present key into {Setting}, and mend the clock if its own line says that it is wrong."),
        RequestFailedException { Status: 401 or 403 } refused => Finding.Failed(
            $"The {service} service refuses the app ({refused.ErrorCode ?? "no code"}).",
            $"Where {Setting} has a key, put the account's present one there; an identity needs the role '{role}'; and the "
            + "account's firewall must let the app pass."),
        RequestFailedException { Status: > 0 } answer => Finding.Failed(
            $"The {service} service answers {answer.Status} ({answer.ErrorCode ?? "no code"}).",
            $"Look the code up among Azure Storage's error codes; {Setting} says which account is meant."),
        FormatException or ArgumentException or InvalidOperationException => Finding.Failed(
            $"{Setting} is no connection string that a client of the {service} service could use.",
            $"Set {Setting} to the account's connection string, or to UseDevelopmentStorage=true for storage on this machine."),
        SocketException or HttpRequestException or RequestFailedException or IOException => Finding.Failed(
            $"The {service} service does not answer at the address in {Setting}.",
            $"Check {Setting} and the network; with UseDevelopmentStorage=true the app starts storage on this machine itself."),
        var other => Finding.Failed(
            $"The {service} service could not be used: {other.GetType().Name}.",
            $"Check {Setting}; the log has the whole exception."),
    };

    // The SDK wraps every attempt that did not even connect.
    private static Exception Root(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Root(first),
        RequestFailedException { Status: 0, InnerException: { } inner } => Root(inner),
        HttpRequestException { InnerException: SocketException inner } => inner,
        _ => failure,
    };
}
