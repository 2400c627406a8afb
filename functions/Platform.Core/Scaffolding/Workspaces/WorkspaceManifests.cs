using System.Text;
using System.Text.Json;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>Stores manifests as content: a workspace is handed from step to step as one address.</summary>
public static class WorkspaceManifests
{
    /// <returns>The address to load it by.</returns>
    public static Task<string> SaveAsync(
        this IContentStore store, WorkspaceManifest manifest, CancellationToken cancellationToken) =>
        store.PutAsync(Encoding.UTF8.GetBytes(PlatformJson.Serialize(manifest)), cancellationToken);

    public static async Task<WorkspaceManifest> LoadAsync(
        this IContentStore store, string address, CancellationToken cancellationToken)
    {
        var content = await store.GetAsync(address, cancellationToken);
        return JsonSerializer.Deserialize<WorkspaceManifest>(content.Span, PlatformJson.Options)
            ?? throw new ContentMissingException(address, "it holds no manifest");
    }
}
