using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions.Http;

/// <summary>Who chose the address of a call, and with that, where it may lead.</summary>
public enum OutsideAudience
{
    /// <summary>A template, with values of whoever runs it: only hosts of the list, and no private network.</summary>
    Template,

    /// <summary>An administrator: the very host that was registered, also within a private network.</summary>
    Administrator,

    /// <summary>Whoever describes an entity: only questions, only hosts of a list of their own, and no private network.</summary>
    Link,
}

/// <param name="Url">https; http only to this machine, in development.</param>
/// <param name="Largest">No larger answer is read.</param>
public sealed record OutsideRequest(
    OutsideAudience Audience,
    string Method,
    Uri Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte>? Body,
    TimeSpan Timeout,
    int Largest);

/// <summary>What became of a call to a host outside.</summary>
public abstract record OutsideAnswer
{
    /// <param name="RetryAfter">What the other side asked to wait.</param>
    public sealed record Answered(
        int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
        : OutsideAnswer;

    /// <summary>It surely did not arrive.</summary>
    /// <param name="Why">The end of a sentence; names no address.</param>
    public sealed record NotSent(string Why) : OutsideAnswer;

    /// <summary>It may have arrived, and nobody knows what came of it.</summary>
    public sealed record Lost(string Why) : OutsideAnswer;

    /// <summary>It was not made, or its answer not read, and will not be the next time.</summary>
    public sealed record Refused(Problem Problem) : OutsideAnswer;
}

/// <summary>
/// Calls hosts that the platform does not know, once for each call. The address that is connected to is the one that was checked,
/// whatever the name stands for a moment later. Only a question (GET, HEAD) follows redirects, and only to where it may lead.
/// </summary>
public interface IOutsideHttp
{
    /// <summary>Why a call would be refused before any name is resolved; null when it would not.</summary>
    Problem? WhyRefused(OutsideAudience audience, string method, Uri url);

    Task<OutsideAnswer> SendAsync(OutsideRequest request, CancellationToken cancellationToken);
}
