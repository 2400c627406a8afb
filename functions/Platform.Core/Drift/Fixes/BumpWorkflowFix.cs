using Platform.Core.Drift.Rules.Pipelines;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Raises calls of golden workflows to the minimum that the golden path asks for.</summary>
public sealed class BumpWorkflowFix : IDriftFix
{
    public string Rule => "ci-workflow-outdated";

    public async Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var edits = new List<FileEdit>();
        foreach (var workflow in request.Input.Repository?.Content?.Value.Workflows ?? [])
        {
            var outdated = (
                from use in workflow.Uses
                from golden in request.Path.Workflows.Golden
                where golden.Minimum is not null && use.Target.Equals(golden.Address, StringComparison.OrdinalIgnoreCase)
                    && WorkflowVersion.IsOlder(use.Reference, golden.Minimum)
                select (use, golden.Minimum)).ToList();
            if (outdated.Count == 0 || await request.Files(workflow.Path, cancellationToken) is not { } text)
            {
                continue;
            }

            var lines = text.Split('\n');
            foreach (var (use, minimum) in outdated.Where(one => one.use.Line <= lines.Length))
            {
                lines[use.Line - 1] = lines[use.Line - 1].Replace(
                    $"{use.Target}@{use.Reference}", $"{use.Target}@{minimum}", StringComparison.Ordinal);
            }

            if (string.Join('\n', lines) is var edited && edited != text)
            {
                edits.Add(new(workflow.Path, edited, text));
            }
        }

        return edits.Count == 0
            ? FixFailures.NotPossible("No call of an old version stands in the workflows as they are now.")
            : new FixProposal(
                "Call the golden workflow in its present version",
                string.Join(' ', request.Finding.Evidence.Select(one => one.Message)), edits);
    }
}
