namespace Platform.Core.SourceControl;

/// <summary>
/// For whom the calls are made that follow in the same asynchronous method: for which task, whose log hears of waits, and with
/// which token. When nobody says anything, it is the platform's own.
/// </summary>
public interface ICallIdentity
{
    /// <param name="taskId">Null when no task stands behind the calls.</param>
    /// <param name="token">A secret; null is the platform's own.</param>
    void ActFor(string? taskId, string? token);
}
