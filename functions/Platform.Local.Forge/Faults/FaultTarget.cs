using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Faults;

/// <summary>The request or delivery that a fault may meet.</summary>
internal abstract record FaultTarget(string Org, string? Repo)
{
    /// <summary>Whether this kind of fault can happen here at all.</summary>
    public abstract bool CanMeet(FaultKind kind);
}

/// <param name="RepositoryExists">A 404 for what is not there is no fault.</param>
internal sealed record RequestTarget(string Org, string? Repo, string Method, string Route, bool RepositoryExists)
    : FaultTarget(Org, Repo)
{
    private const string Repository = "/repos/{owner}/{repo}";

    private bool IsRead => Method == "GET";

    private bool IsGit => Route.StartsWith("/{owner}/{repo}/", StringComparison.Ordinal);

    private bool MakesRepository => Method == "POST" && Lists;

    public static RequestTarget? Of(Exchange exchange, JsonObject body, Func<string, string, bool> exists)
    {
        if (exchange.Owner is not { } owner)
        {
            return null;
        }

        // The name of a repository that is being made stands in the body.
        var isNew = exchange.Route.EndsWith("/repos", StringComparison.Ordinal);
        var name = exchange.Repository ?? (isNew ? body["name"]?.ToString() : null);
        return new(owner, name, exchange.Method, exchange.Route, name is null || exists(owner, name));
    }

    public override bool CanMeet(FaultKind kind) =>
        kind switch
        {
            FaultKind.NameTaken => MakesRepository,
            FaultKind.NotFound => RepositoryExists && !MakesRepository,
            FaultKind.EmptyRepository => RepositoryExists && ReadsGit,
            FaultKind.Conflict => !IsRead && !IsGit,
            FaultKind.ObjectMissing => !IsRead && NeedsObjects,
            FaultKind.Stale =>
                IsFetch || IsRead && (Route.StartsWith(Repository, StringComparison.Ordinal) || Lists),
            _ => !IsWebhook(kind),
        };

    private bool ReadsGit =>
        Route.StartsWith($"{Repository}/git/", StringComparison.Ordinal)
        || Route.StartsWith($"{Repository}/commits", StringComparison.Ordinal);

    private bool NeedsObjects =>
        Route is $"{Repository}/git/trees" or $"{Repository}/git/commits" or $"{Repository}/git/refs"
            or $"{Repository}/git/refs/{{ref}}" && Method != "DELETE";

    private bool IsFetch =>
        IsGit
        && (
            Route.EndsWith("/info/refs", StringComparison.Ordinal)
            || Route.EndsWith("-upload-pack", StringComparison.Ordinal));

    private bool Lists => Route.EndsWith("/repos", StringComparison.Ordinal);

    public static bool IsWebhook(FaultKind kind) => kind >= FaultKind.DuplicateWebhook;
}

internal sealed record WebhookTarget(string Org, string? Repo, string Event) : FaultTarget(Org, Repo)
{
    public override bool CanMeet(FaultKind kind) => RequestTarget.IsWebhook(kind);
}
