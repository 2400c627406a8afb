using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>What GitHub calls the users and groups of the catalog: by their annotations, else by their names.</summary>
internal static class GitHubPeopleNames
{
    private const string Login = "github.com/user-login";
    private const string Team = "github.com/team-slug";

    /// <returns>Null for what is no user or group, or not in the catalog.</returns>
    public static async Task<DeploymentReviewer?> FindAsync(
        ICatalogReader catalog, EntityRef reference, CancellationToken cancellationToken)
    {
        var isTeam = reference.Kind.Equals("group", StringComparison.OrdinalIgnoreCase);
        if ((!isTeam && !reference.Kind.Equals("user", StringComparison.OrdinalIgnoreCase))
            || await catalog.FindAsync(reference, cancellationToken) is not { } entity)
        {
            return null;
        }

        var annotations = entity.Body["metadata"]?["annotations"] as JsonObject;
        // A slug may be written with its organisation: acme/team-a.
        var written = annotations?[isTeam ? Team : Login]?.ToString().Split('/')[^1];
        return new(written is { Length: > 0 } ? written : $"{entity.Body["metadata"]?["name"]}", isTeam);
    }
}
