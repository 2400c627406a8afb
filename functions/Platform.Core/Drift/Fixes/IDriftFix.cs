using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Knows what a pull request would have to change for a finding of its rule to vanish.</summary>
public interface IDriftFix
{
    string Rule { get; }

    Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken);
}

/// <param name="Finding">A failed result of the fix's rule.</param>
/// <param name="Files">Reads a file of the default branch; null when it is not there.</param>
/// <param name="Values">What somebody who asked for it has said, such as <c>owner</c>.</param>
public sealed record FixRequest(
    RuleResult Finding,
    DriftInput Input,
    IDriftWorld World,
    GoldenPath Path,
    Func<string, CancellationToken, Task<string?>> Files,
    IReadOnlyDictionary<string, string> Values);

/// <param name="Title">Of the pull request.</param>
/// <param name="Body">Of the pull request, Markdown.</param>
public sealed record FixProposal(string Title, string Body, IReadOnlyList<FileEdit> Edits);

/// <param name="Text">The whole new text.</param>
/// <param name="Before">The text that the edit was made on; null for a new file.</param>
public sealed record FileEdit(string Path, string Text, string? Before);
