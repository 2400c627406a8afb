using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>An action of one turn that only changes the workspace. It is pure, so a repeated turn comes to the same.</summary>
public abstract class WorkspaceAction(IContentStore contents, string inputSchema) : IScaffoldAction
{
    private readonly JsonObject _inputSchema = ActionSchemas.Parse(inputSchema);

    public abstract string Id { get; }

    public abstract string Description { get; }

    public virtual IReadOnlyList<ActionExample> Examples => [];

    public JsonObject InputSchema => _inputSchema;

    public virtual JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    public bool StaysInWorkspace => true;

    public virtual IReadOnlyList<string>? SecretInputs => ["token"];

    public virtual WorkspaceUse Workspace => WorkspaceUse.Changes;

    protected IContentStore Contents => contents;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var workspace = call.Workspace is { } address
            ? await contents.LoadAsync(address, cancellationToken)
            : WorkspaceManifest.Empty;
        var change = await ChangeAsync(task, call, workspace, cancellationToken);
        if (!change.IsOk)
        {
            return ActionTurn.Failed(change.Problems);
        }

        var turn = ActionTurn.Done(change.Value.Output).Saying(change.Value.Messages);
        return change.Value.Workspace is { } after
            ? turn with { Workspace = await contents.SaveAsync(after, cancellationToken) }
            : turn;
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing outside the workspace.");

    protected abstract Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken);

    /// <summary>A path that the template wrote: relative, inside the workspace, without '.' parts; empty for its
    /// root.</summary>
    protected static Result<string> PathOf(JsonNode? written, string field)
    {
        var text = written?.GetValue<string>() ?? string.Empty;
        var path = string.Join('/', text.Split('/').Where(segment => segment is not ("" or ".")));
        return text.StartsWith('/') || (path.Length > 0 && !WorkspacePath.IsSafe(path))
            ? new Problem("path-unsafe", $"'{text}' is no path in the workspace.", field, text, WorkspacePath.Requirements)
            : path;
    }
}

/// <summary>What an action did.</summary>
/// <param name="Workspace">Null leaves it as it was.</param>
public sealed record WorkspaceChange(
    WorkspaceManifest? Workspace, JsonObject? Output = null, params IReadOnlyList<string> Messages);
