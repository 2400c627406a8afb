using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>One kind of setting; idempotent. Answers the warnings it has, or the problems that must fail the task.</summary>
internal interface IRepositorySetting
{
    Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken);
}

internal static class SettingResults
{
    public static Result<IReadOnlyList<string>> Done { get; } = Result<IReadOnlyList<string>>.Ok([]);

    public static Result<IReadOnlyList<string>> OrProblems<T>(this Result<T> result) =>
        result.IsOk ? Done : Result<IReadOnlyList<string>>.Failed(result.Problems);

    /// <summary>For what some plans and organisations don't have: a task is not failed for it.</summary>
    public static Result<IReadOnlyList<string>> OrWarnings<T>(this Result<T> result) =>
        result.IsOk ? Done : Result<IReadOnlyList<string>>.Ok([.. result.Problems.Select(problem => problem.Message)]);
}
