using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Scaffolding;

/// <summary>What came of a dry run, as Backstage's clients know it.</summary>
internal sealed record DryRunView(
    IReadOnlyList<DryRunLogView> Log, IReadOnlyList<DryRunFileView> DirectoryContents, JsonObject Output,
    IReadOnlyList<TaskStep> Steps)
{
    public static async Task<DryRunView> OfAsync(
        ScaffoldTask task, DryRunResult result, IContentStore contents, CancellationToken cancellationToken)
    {
        var bodies = await contents.ReadAsync(result.Workspace.Files, cancellationToken);
        return new(
            [.. result.Log.Select(line => new DryRunLogView(line))],
            [.. bodies.Select(body => new DryRunFileView(
                body.Path, Convert.ToBase64String(body.Content.Span), body.Mode == "100755"))],
            result.Output,
            task.Spec.Steps);
    }
}

internal sealed record DryRunLogView(TaskEventBody Body);

internal sealed record DryRunFileView(string Path, string Base64Content, bool Executable);
