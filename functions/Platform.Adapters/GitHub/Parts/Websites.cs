using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>GitHub Pages, of which a repository has one or none.</summary>
internal sealed class Websites(RepositoryApi api) : IRepositoryParts<Website>
{
    private const string Path = "pages";

    public async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, Website wanted, CancellationToken cancellationToken)
    {
        var found = await api.FindAsync(repository, "look for GitHub Pages", Path, cancellationToken);
        return !found.IsOk ? Result<PartSearch>.Failed(found.Problems)
            : found.Value.Value is not JsonObject site ? PartSearch.Nothing
            : new PartSearch(new FoundPart(Path, IsSame(site, wanted) ? PartLikeness.Same : PartLikeness.Different));
    }

    public async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, Website wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["build_type"] = wanted.BuildType,
            ["source"] = new JsonObject { ["branch"] = wanted.Branch, ["path"] = wanted.Path },
        };
        if (found is null)
        {
            var made = await api.PostAsync(repository, "enable GitHub Pages", Path, body, cancellationToken);
            if (!made.IsOk)
            {
                return Result<FoundPart>.Failed(made.Problems);
            }
        }

        return new FoundPart(Path, PartLikeness.Same);
    }

    public async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, MadePart made, CancellationToken cancellationToken)
    {
        var removed = await api.DeleteAsync(repository, "disable GitHub Pages", Path, cancellationToken);
        return removed.IsOk ? new PartRemoval(removed.Value) : Result<PartRemoval>.Failed(removed.Problems);
    }

    // Built by a workflow, it does not matter from where.
    private static bool IsSame(JsonObject site, Website wanted) =>
        $"{site["build_type"]}" == wanted.BuildType
        && (wanted.BuildType == "workflow"
            || ($"{site["source"]?["branch"]}" == wanted.Branch && $"{site["source"]?["path"]}" == wanted.Path));
}
