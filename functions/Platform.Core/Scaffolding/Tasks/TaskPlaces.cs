using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// Gives the problems of a running task their places in the template's file, from the copy that the task was made with.
/// </summary>
public sealed class TaskPlaces(IContentStore contents, IDocumentReader documents)
{
    public async Task<IReadOnlyList<Problem>> LocateAsync(
        ScaffoldTask task, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        var definition = task.Spec.Folder.Length == 0
            ? TemplatePlaces.Definition
            : $"{task.Spec.Folder}/{TemplatePlaces.Definition}";
        try
        {
            var source = await contents.LoadAsync(task.Spec.Source, cancellationToken);
            if (source.Files.FirstOrDefault(file => file.Path == definition) is not { } found)
            {
                return problems;
            }

            var text = Encoding.UTF8.GetString((await contents.ReadAsync(found, cancellationToken)).Span);
            return documents.Read(task.Spec.TemplateInfo.BaseUrl, text).FirstOrDefault(IsTemplate)?.Value is { } document
                ? TemplatePlaces.Locate(document, problems)
                : problems;
        }
        catch (ContentMissingException)
        {
            // The problems matter more than their places.
            return problems;
        }
    }

    private static bool IsTemplate(Result<SourceDocument> document) => document.IsOk && document.Value.Root is not null;
}
