using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.AzureDevOps;

/// <summary>By what Azure DevOps knows things.</summary>
internal static class AzureDevOpsKeys
{
    public const string Source = "/azure-devops";

    private const string RepositoryAnnotation = "dev.azure.com/project-repo";
    private const string BuildAnnotation = "dev.azure.com/build-definition";

    /// <summary>Numbers count within a project; what a payload doesn't have is left out for all of its kind.</summary>
    public static string Project(JsonObject payload) =>
        payload.Text("resource.project.id") ?? payload.Text("resourceContainers.project.id")
        ?? payload.Text("resourceContainers.collection.id") ?? string.Empty;

    /// <summary>A build and the run of its pipeline have one number.</summary>
    public static string Run(JsonObject payload, string number) =>
        Sent.Short($"azure-devops/{ContainerOf(payload)}/run/{number}");

    public static string Release(JsonObject payload, string release, string stage) =>
        Sent.Short($"azure-devops/{ContainerOf(payload)}/release/{release}/{stage}");

    /// <summary>As the annotations of Backstage's plugin have them: project and repository, or the definition's name.</summary>
    public static IEnumerable<(string Annotation, string? Value)> Of(string? repository, string? definition) =>
    [
        (RepositoryAnnotation, SlugOf(repository)),
        (BuildAnnotation, definition),
    ];

    /// <param name="url"><c>https://dev.azure.com/organisation/project/_git/repository</c>, or of the former host.</param>
    private static string? SlugOf(string? url)
    {
        var parts = Repositories.Normalize(url).Split('/');
        var git = Array.IndexOf(parts, "_git");
        return git > 0 && git == parts.Length - 2 ? Uri.UnescapeDataString($"{parts[git - 1]}/{parts[^1]}") : null;
    }

    private static string ContainerOf(JsonObject payload) =>
        payload.Text("resourceContainers.collection.id") ?? payload.Text("resourceContainers.account.id") ?? Project(payload);
}
