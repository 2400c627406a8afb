using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>What a call was for: the words and facts that turn an error into a sentence.</summary>
/// <param name="Doing">Continues "could not": <c>create the repository</c>.</param>
/// <param name="Repository">Null for what is an organisation's.</param>
/// <param name="CreatedAt">Set for repositories of ours: while they are young, some errors pass.</param>
/// <param name="IsThere">What is asked for exists for certain: if it can't be found, it can't be found yet.</param>
internal sealed record CallContext(
    string Doing, RepositoryName? Repository, string? TaskId = null, DateTimeOffset? CreatedAt = null, bool IsThere = false)
{
    public static CallContext For(RepositoryHandle handle, string doing) =>
        new(doing, handle.Repository, handle.TaskId, handle.CreatedAt);

    public string Sentence => Repository is null ? $"could not {Doing}" : $"could not {Doing} ({Repository})";
}
