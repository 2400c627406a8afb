using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Http;

/// <summary>The token that somebody brought along, for the requests made inside the method that says so.</summary>
internal sealed class CallIdentity : ICallIdentity
{
    private static readonly AsyncLocal<string?> Current = new();

    public static string? Token => Current.Value;

    public void ActAs(string? token) => Current.Value = token;
}
