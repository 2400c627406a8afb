using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Actions.Registering;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>The files that steps fetch: whether they are there, and whether the step passes what they read.</summary>
internal sealed class SkeletonRules(LintContext context, IContentStore contents, WorkspaceManifest source, string folder)
{
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < context.Template.Steps.Count; i++)
        {
            var step = context.Template.Steps[i];
            var field = FieldPath.Key(FieldPath.Item("spec.steps", i), "input");
            if (step.Action is not ("fetch:template" or "fetch:template:file" or "fetch:plain" or "fetch:plain:file")
                || TemplateFields.TextOrNull(step.Input["url"]) is not { } url || LintContext.IsExpression(step.Input["url"])
                // Of another repository on GitHub: what is there can only be said when the step runs.
                || ContentsUrl.TryParse(url, out _))
            {
                continue;
            }

            var files = FilesOf(step.Action, url);
            if (!files.IsOk)
            {
                var problem = files.Problems[0];
                context.Report(
                    LintSeverity.Error, problem.Code, FieldPath.Key(field, "url"), problem.Message, problem.Expected, url);
            }
            else if (step.Action.StartsWith("fetch:template", StringComparison.Ordinal))
            {
                await CheckFilesAsync(step, files.Value, cancellationToken);
            }
        }
    }

    private Result<SkeletonFolder> FilesOf(string action, string url)
    {
        if (!action.EndsWith(":file", StringComparison.Ordinal))
        {
            return SkeletonFolder.Find(source, url, folder);
        }

        var file = SkeletonFolder.FindFile(source, url, folder);
        return file.IsOk ? new SkeletonFolder(string.Empty, [file.Value]) : Result<SkeletonFolder>.Failed(file.Problems);
    }

    private async Task CheckFilesAsync(TemplateStep step, SkeletonFolder skeleton, CancellationToken cancellationToken)
    {
        // Values that are only known when the step runs are left out: whatever they are, the files are chosen by the others.
        var input = new JsonObject(step.Input.Where(member => member.Key != "values" && !LintContext.HasExpression(member.Value))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        if (FetchTemplateOptions.From(input) is not { IsOk: true, Value: { } options })
        {
            return;
        }

        foreach (var file in skeleton.Files)
        {
            var path = file.Path[skeleton.Prefix.Length..];
            var (renderedPath, rendersContent) = SkeletonRenderer.Plan(path, options);
            if (!GlobPattern.MatchesAny(options.CopyWithoutRender, path) && step.Action == "fetch:template")
            {
                CheckText(step, options, file.Path, renderedPath);
            }

            if (rendersContent && file.Mode != WorkspacePath.LinkMode)
            {
                var body = await contents.ReadAsync(file, cancellationToken);
                if (!BinaryContent.Is(body.Span) && !BinaryContent.IsWide(body.Span))
                {
                    CheckText(step, options, file.Path, Encoding.UTF8.GetString(body.Span));
                }
            }
        }
    }

    private void CheckText(TemplateStep step, FetchTemplateOptions options, string file, string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal)
            && !text.Contains("{#", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var (reference, place) in ExpressionRules.Check(
            context, text, options.Syntax, null, (line, column) => new SourcePlace(file, line, column)))
        {
            if (reference.Path[0] != options.Variable)
            {
                context.Add(ExpressionRules.SeverityOf(reference, isVariable: true), new(
                    LintCodes.NameUndefined, UndefinedNames.Message(reference.Path[0], [options.Variable]),
                    Value: reference.Dotted, Place: place));
            }
            else
            {
                CheckValue(step, reference, place);
            }
        }
    }

    /// <summary>As far as the step writes the values down; below an expression anything may be.</summary>
    private void CheckValue(TemplateStep step, TemplateReference reference, SourcePlace place)
    {
        var node = step.Input["values"] ?? new JsonObject();
        for (var i = 1; i < reference.Path.Length && node is JsonObject members; i++)
        {
            if (!members.TryGetPropertyValue(reference.Path[i], out node))
            {
                var path = string.Join('.', reference.Path.Take(i + 1));
                var message = UndefinedNames.Message(path, members.Select(member => member.Key));
                context.Add(ExpressionRules.SeverityOf(reference, isVariable: false), new(
                    LintCodes.SkeletonValueUndefined, $"Step '{step.Id}' passes no such value: {message}",
                    Value: reference.Dotted, Place: place));
                return;
            }
        }
    }
}
