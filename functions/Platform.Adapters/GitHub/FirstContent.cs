using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Takes a repository that exists as a place for a first commit. Git data can't be written to one without any commit, so such a
/// one first gets what GitHub would have made at its creation; the push replaces it.
/// </summary>
internal sealed class FirstContent(RepositoryCreation creation, RepositoryApi api)
{
    public async Task<Result<RepositoryHandle>> AdoptAsync(RepositoryRequest request, CancellationToken cancellationToken)
    {
        var found = await creation.FindAsync(request, cancellationToken);
        if (!found.IsOk || found.Value.Adopted)
        {
            // Ours was made with a commit, which may still be on its way.
            return found;
        }

        var branches = await api.ListFirstAsync(
            request.Repository, "look for branches", "branches", null, cancellationToken);
        if (!branches.IsOk || branches.Value.Count > 0)
        {
            return branches.IsOk ? found : Result<RepositoryHandle>.Failed(branches.Problems);
        }

        var body = new JsonObject
        {
            ["message"] = "Initial commit",
            ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"# {request.Repository.Name}\n")),
        };
        var made = await api.PutAsync(
            request.Repository, "make a first commit", "contents/README.md", body, cancellationToken);
        return made.IsOk ? found : Result<RepositoryHandle>.Failed(made.Problems);
    }
}
