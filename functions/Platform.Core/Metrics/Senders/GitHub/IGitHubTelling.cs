namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Tells one kind of GitHub's events; what it finds missing in the payload makes the delivery refused.</summary>
internal interface IGitHubTelling
{
    string Event { get; }

    Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken);
}
