using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>Finds mistakes in a template without running it.</summary>
public sealed class TemplateLinter(ActionRegistry actions, IContentStore contents)
{
    /// <summary>The files that hold a template's tests.</summary>
    public static IReadOnlyList<string> TestFiles { get; } = ["template.tests.yaml", "template.tests.yml"];

    /// <summary>In the order of the files and of the places in them.</summary>
    public async Task<IReadOnlyList<LintFinding>> LintAsync(StoredTemplate stored, CancellationToken cancellationToken)
    {
        await actions.RefreshAsync(cancellationToken);
        var parsed = TemplateParser.Parse(stored.Document);
        var findings = parsed.Problems.Select(problem => new LintFinding(LintSeverity.Error, problem)).ToList();
        // A template that is wrong in one place is still read in the others.
        var template = parsed.Value ?? TemplateParser.Parse(stored.Document, RenderMode.Lenient).Value;
        if (template is not null)
        {
            var context = new LintContext(template, actions);
            var source = await contents.LoadAsync(stored.Source, cancellationToken);
            StepRules.Check(context);
            ReferenceRules.Check(context);
            ParameterRules.Check(context);
            await new SkeletonRules(context, contents, source, stored.Folder).CheckAsync(cancellationToken);
            CheckTests(context, source, stored.Folder);
            findings.AddRange(context.Findings);
        }

        return [.. findings.OrderBy(finding => finding.Problem.Place?.File != stored.Document.File)
            .ThenBy(finding => finding.Problem.Place?.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Problem.Place?.Line).ThenBy(finding => finding.Problem.Place?.Column)];
    }

    private static void CheckTests(LintContext context, WorkspaceManifest source, string folder)
    {
        var prefix = folder.Length == 0 ? string.Empty : $"{folder}/";
        if (!source.Files.Any(file => TestFiles.Any(name => file.Path == prefix + name)))
        {
            context.Report(
                LintSeverity.Warning, LintCodes.TestsMissing, string.Empty, "The template has no tests.",
                $"a file {TestFiles[0]} beside it");
        }
    }
}
