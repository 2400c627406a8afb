using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Http;

/// <summary>The task and the token of the requests made inside the method that says so.</summary>
internal sealed class CallIdentity : ICallIdentity
{
    private static readonly AsyncLocal<string?> CurrentToken = new();
    private static readonly AsyncLocal<string?> CurrentTask = new();

    public static string? Token => CurrentToken.Value;

    public static string? TaskId => CurrentTask.Value;

    public void ActFor(string? taskId, string? token)
    {
        CurrentTask.Value = taskId;
        CurrentToken.Value = token;
    }
}
