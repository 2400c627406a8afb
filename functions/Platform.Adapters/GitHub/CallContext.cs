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

    /// <summary>For what is done in several calls, each of which says what it is for.</summary>
    public static CallContext For(RepositoryHandle handle) => For(handle, "work");

    /// <summary>A repository that is nobody's task; what is written to it exists.</summary>
    public static CallContext For(RepositoryName repository) => new("work", repository, IsThere: true);

    public CallContext To(string doing) => this with { Doing = doing };

    public string Sentence => Repository is null ? $"could not {Doing}" : $"could not {Doing} ({Repository})";
}
