namespace Platform.Core.Access;

/// <summary>Remembers signed requests, because a signature proves who sent a request, but not that it was sent now.</summary>
public interface IReplayGuard
{
    /// <returns>True for the first request of the signature, and false for every other, also at the same moment.</returns>
    Task<bool> IsFirstAsync(string sender, string signature, DateTimeOffset at, CancellationToken cancellationToken);
}
