namespace Platform.Core.SourceControl;

/// <summary>
/// As whom the calls are made that follow in the same asynchronous method: with a token that somebody brought along, or, when
/// nobody says anything, with the platform's own.
/// </summary>
public interface ICallIdentity
{
    /// <param name="token">A secret; null is the platform's own.</param>
    void ActAs(string? token);
}
