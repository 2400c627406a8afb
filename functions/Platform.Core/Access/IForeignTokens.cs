using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>Bearer tokens that another system issues, and that count here.</summary>
public interface IForeignTokens
{
    /// <param name="path">Of the request: some tokens count for some routes only.</param>
    /// <returns>
    /// Null for what is none of its tokens. A refusal says <see cref="CallerAuthentication.Invalid"/>, or
    /// <see cref="CallerAuthentication.Unverifiable"/> when nobody can tell for now.
    /// </returns>
    ValueTask<Result<Caller>?> AuthenticateAsync(string token, string? path, CancellationToken cancellationToken);
}

/// <summary>Nobody else issues tokens.</summary>
public sealed class NoForeignTokens : IForeignTokens
{
    public ValueTask<Result<Caller>?> AuthenticateAsync(string token, string? path, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<Caller>?>(null);
}
