using Microsoft.Extensions.Options;
using Platform.Core.Health;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// Whether every template in the folder can be read: one that can't is missing from the list, and says nothing there.
/// </summary>
public sealed class TemplatesProbe(IOptions<ScaffoldOptions> options, IDocumentReader documents) : IProbe
{
    private const string DefinitionFile = "template.yaml";
    private const string Setting = nameof(ScaffoldOptions.TemplatesDirectory);

    public static Finding Explain(Exception failure) => Finding.Failed(
        $"The templates can't be read: {failure.Message}", $"Check the folder in {Setting} and the app's rights to read it.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var root = options.Value.TemplatesPath;
        if (!Directory.Exists(root))
        {
            return Finding.Failed(
                "The folder of the templates does not exist.",
                $"Set {Setting} to an existing folder, or leave it empty for the app's own.");
        }

        var files = Directory.GetDirectories(root).Order(StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, DefinitionFile))
            .Where(File.Exists)
            .ToList();
        var problems = new List<string>();
        foreach (var file in files)
        {
            problems.AddRange(await ProblemsOfAsync(file, cancellationToken));
        }

        return Judge(files.Count, problems);
    }

    private static Finding Judge(int count, List<string> problems) => (count, problems.Count) switch
    {
        (0, _) => Finding.Warning(
            "There is no template, so nothing can be scaffolded.",
            $"Put a folder with a {DefinitionFile} into the folder in {Setting}."),
        (_, 0) => Finding.Fine($"{count} template{(count == 1 ? " is" : "s are")} there, and each can be read."),
        _ => Finding.Failed(
            $"Of {count} templates some can't be read: {string.Join("; ", problems)}", "Mend the places that are named."),
    };

    private async Task<IEnumerable<string>> ProblemsOfAsync(string file, CancellationToken cancellationToken)
    {
        var name = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{DefinitionFile}";
        var read = documents.Read(name, await File.ReadAllTextAsync(file, cancellationToken));
        return read.SelectMany(document => document.IsOk ? TemplateParser.Parse(document.Value).Problems : document.Problems)
            .Select(problem => $"{problem.Place?.ToString() ?? name}: {problem.Message}");
    }
}
