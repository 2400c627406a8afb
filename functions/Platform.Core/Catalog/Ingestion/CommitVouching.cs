using Platform.Core.Catalog.Locations;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// Whether a commit that a message names is what the repository says. A host serves the commits of forks and of other branches
/// under the repository's own name, so rules that trust a repository trust the head of its default branch only.
/// </summary>
public sealed class CommitVouching(IRepositoryReading repositories, IAllowRules rules)
{
    private static readonly EntityRef[] Guarded =
        [.. new[] { "Group", "User", "Template", "Location" }.Select(kind => EntityRef.Create(kind, "default", "any"))];

    /// <returns>The descriptor, as a mere claim if it is one and that makes a difference.</returns>
    public async Task<Descriptor> JudgeAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var claimed = descriptor with { IsClaimed = true };
        var isTrusted = Guarded.Any(kind => rules.Check(kind, descriptor) is null && rules.Check(kind, claimed) is not null);
        return !isTrusted || await IsHeadAsync(descriptor.File!, cancellationToken) ? descriptor : claimed;
    }

    private async Task<bool> IsHeadAsync(DescriptorFile file, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindAsync(file.Repository, cancellationToken);
        if (!repository.IsOk || repository.Value.DefaultBranch != file.Branch)
        {
            return false;
        }

        var head = await repositories.HeadAsync(file.Repository, file.Branch, knownTag: null, cancellationToken);
        return head.IsOk && head.Value.Sha == file.Sha;
    }
}
