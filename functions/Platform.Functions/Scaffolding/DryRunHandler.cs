using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Scaffolding;

/// <summary>What came of a request for a dry run.</summary>
internal abstract record DryRunOutcome
{
    public sealed record Done(DryRunView View) : DryRunOutcome;

    /// <summary>The values or secrets are wrong; all problems at once.</summary>
    public sealed record InvalidValues(IReadOnlyList<Problem> Problems) : DryRunOutcome;

    /// <param name="View">How far it came; null when it didn't begin.</param>
    public sealed record Refused(int Status, IReadOnlyList<Problem> Problems, DryRunView? View = null) : DryRunOutcome;
}

/// <summary>
/// Tries a template within the request: nothing is stored, nothing outside changes, and no expression sees a real secret. It is
/// bounded, because it runs on the thread of a request.
/// </summary>
public sealed class DryRunHandler(
    ITemplateLibrary templates, StepPreparation preparation, DryRun dryRun, IContentStore contents, IDocumentReader documents,
    TimeProvider clock)
{
    public const int MostSteps = 200;

    /// <summary>Of everything that is written, also what is overwritten later.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal async Task<DryRunOutcome> HandleAsync(JsonObject body, Caller caller, CancellationToken cancellationToken)
    {
        var request = DryRunRequest.Parse(body);
        if (!request.IsOk)
        {
            return new DryRunOutcome.Refused(400, request.Problems);
        }

        // The library remembers what it has stored: that must not be forgotten with the rest.
        var known = request.Value.TemplateRef is { } named ? await templates.FindAsync(named, cancellationToken) : null;
        using var scratch = ScratchContentStore.Begin(MostBytes);
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await RunAsync(request.Value, known, caller, either.Token);
        }
        catch (ScratchFullException full)
        {
            return TooMuch($"The template writes more than {full.MostBytes / 1024 / 1024} MB.", "less");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TooMuch(
                string.Create(CultureInfo.InvariantCulture, $"The dry run was not done after {Longest.TotalSeconds:0} s."),
                "a template that needs less");
        }
    }

    private static DryRunOutcome.Refused TooMuch(string message, string expected) =>
        new(422, [new("dry-run-too-large", message, Expected: expected)]);

    private async Task<DryRunOutcome> RunAsync(
        DryRunRequest request, Result<StoredTemplate>? known, Caller caller, CancellationToken cancellationToken)
    {
        var found = known ?? await StoreAsync(request, cancellationToken);
        if (!found.IsOk)
        {
            return new DryRunOutcome.Refused(request.Template is null ? 404 : 400, found.Problems);
        }

        var template = TemplateParser.Parse(found.Value.Document);
        if (!template.IsOk)
        {
            return new DryRunOutcome.Refused(request.Template is null ? 422 : 400, template.Problems);
        }

        var values = ParameterValidation.WithDefaults(template.Value, request.Values);
        IReadOnlyList<Problem> invalid =
        [
            .. ParameterValidation.Validate(template.Value, values), .. SecretRules.Check(template.Value, request.Secrets),
        ];
        if (invalid.Count > 0)
        {
            return new DryRunOutcome.InvalidValues(invalid);
        }

        if (template.Value.Steps.Count > MostSteps)
        {
            return TooMuch($"The template has {template.Value.Steps.Count} steps.", $"at most {MostSteps}");
        }

        var spec = TaskSpec.For(template.Value, found.Value, values, new TaskUser(caller.Id));
        var task = ScaffoldTask.Create(TaskId.New(clock), spec, caller.Id, clock);
        var options = new DryRunOptions(Preview: true, Secrets: TaskSecrets.Masked(request.Secrets.Keys));
        return await RunAsync(task, found.Value, options, cancellationToken);
    }

    private async Task<DryRunOutcome> RunAsync(
        ScaffoldTask task, StoredTemplate stored, DryRunOptions options, CancellationToken cancellationToken)
    {
        var missing = await preparation.FindMissingActionsAsync(task.Spec.Steps, cancellationToken);
        if (missing.Count > 0)
        {
            return new DryRunOutcome.Refused(422, TemplatePlaces.Locate(stored.Document, missing));
        }

        var result = await dryRun.RunAsync(task, options, cancellationToken);
        var view = await DryRunView.OfAsync(task, result, contents, cancellationToken);
        return result.Problems.Count == 0
            ? new DryRunOutcome.Done(view)
            : new DryRunOutcome.Refused(400, TemplatePlaces.Locate(stored.Document, result.Problems), view);
    }

    private async Task<Result<StoredTemplate>> StoreAsync(DryRunRequest request, CancellationToken cancellationToken)
    {
        var text = request.Template!.ToJsonString(PlatformJson.Options);
        var document = documents.Read(TemplatePlaces.Definition, text)[0];
        if (!document.IsOk)
        {
            return Result<StoredTemplate>.Failed(document.Problems);
        }

        var files = new WorkspaceManifest(await contents.WriteAsync(request.Files, cancellationToken));
        return new StoredTemplate(
            document.Value, await contents.SaveAsync(files, cancellationToken), TemplatePlaces.Definition);
    }
}
