using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Cli.Templates;

/// <summary>Problems name a template's files as the template knows them; an author's editor knows them from here.</summary>
internal static class DiskPlaces
{
    public static Problem Of(StoredTemplate stored, Problem problem)
    {
        if (problem.Place is not { } place || place.File == stored.Location)
        {
            return problem;
        }

        var folder = Path.GetDirectoryName(stored.Location) ?? string.Empty;
        var up = stored.Folder.Length == 0 ? string.Empty : string.Concat(stored.Folder.Split('/').Select(_ => "../"));
        var within = stored.Folder.Length > 0 && place.File.StartsWith($"{stored.Folder}/", StringComparison.Ordinal)
            ? place.File[(stored.Folder.Length + 1)..]
            : up + place.File;
        return problem with { Place = place with { File = Path.Combine(folder, within) } };
    }
}
