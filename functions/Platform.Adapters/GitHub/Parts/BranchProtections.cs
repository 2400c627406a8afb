using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>The protection of branches; PUT replaces it as a whole.</summary>
internal sealed class BranchProtections(RepositoryApi api) : IRepositoryParts<BranchProtection>
{
    public async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, BranchProtection wanted, CancellationToken cancellationToken)
    {
        var found = await api.FindAsync(
            repository, $"read the protection of {wanted.Branch}", PathOf(wanted.Branch), cancellationToken);
        return !found.IsOk ? Result<PartSearch>.Failed(found.Problems)
            : found.Value.Value is not JsonObject there ? PartSearch.Nothing
            : new PartSearch(new FoundPart(
                wanted.Branch, ProtectionJson.IsSame(there, wanted) ? PartLikeness.Same : PartLikeness.Different));
    }

    public async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, BranchProtection wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        if (found?.Likeness != PartLikeness.Same)
        {
            var put = await api.PutAsync(
                repository, $"protect {wanted.Branch}", PathOf(wanted.Branch), ProtectionJson.Of(wanted), cancellationToken);
            if (!put.IsOk)
            {
                return Result<FoundPart>.Failed(put.Problems);
            }

            var path = $"{PathOf(wanted.Branch)}/required_signatures";
            var signed = wanted.SignedCommits
                ? await api.PostAsync(repository, "require signed commits", path, [], cancellationToken)
                : new Found<JsonNode>(null);
            if (!signed.IsOk)
            {
                return Result<FoundPart>.Failed(signed.Problems);
            }
        }

        return new FoundPart(wanted.Branch, PartLikeness.Same);
    }

    public async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, MadePart made, CancellationToken cancellationToken)
    {
        var branch = made.Id ?? throw new InvalidOperationException("A branch has a name.");
        var removed = await api.DeleteAsync(repository, $"unprotect {branch}", PathOf(branch), cancellationToken);
        return removed.IsOk ? new PartRemoval(removed.Value) : Result<PartRemoval>.Failed(removed.Problems);
    }

    private static string PathOf(string branch) => $"branches/{Uri.EscapeDataString(branch)}/protection";
}
