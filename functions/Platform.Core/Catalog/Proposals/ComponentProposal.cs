using System.Text.Json.Nodes;
using Platform.Core.Catalog.People;
using Platform.Core.Catalog.Validation;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>Puts a Component together of what a folder says, field by field, each with its reason.</summary>
internal sealed class ComponentProposal(RepositoryFiles files, RepositoryProfile profile, ICatalogReader catalog)
{
    public const string ProjectSlug = "github.com/project-slug";

    private const string Annotation = "metadata.annotations.";
    private const int MostTags = 10;

    private readonly ComponentTexts _texts = new(files);
    private readonly ComponentType _type = new(files);

    private ListedRepository Repository => profile.Listed;

    /// <param name="reason">Why it is a component.</param>
    /// <param name="taken">Names of the repository's other components; the new one is added.</param>
    public async Task<ProposedEntity> OfAsync(
        string folder,
        string reason,
        (string? Place, CodeOwners? Rules) owners,
        HashSet<string> taken,
        CancellationToken cancellationToken)
    {
        var package = PackageManifest.Parse(
            await files.TextAsync(RepositoryFiles.Join(folder, "package.json"), cancellationToken));
        var isWhole = folder.Length == 0;
        List<ProposedField> fields =
        [
            await NameAsync(folder, package, taken, cancellationToken),
            await _texts.DescriptionAsync(folder, isWhole ? profile.Description : null, package, cancellationToken),
            ProposedField.Suggested(
                Annotation + ProjectSlug, Repository.Name.ToString(), "This is the repository."),
            .. isWhole ? [] : new[] { SourceOf(folder, reason) },
            .. Tags(folder),
            await _type.OfAsync(folder, package, cancellationToken),
            ComponentTexts.Lifecycle(Repository.Archived, profile.Topics, package),
            await new OwnerProposal(catalog).OfAsync(owners.Place, owners.Rules, folder, cancellationToken),
        ];
        return new(EntityOf(fields), folder, fields);
    }

    private async Task<ProposedField> NameAsync(
        string folder, PackageManifest? package, HashSet<string> taken, CancellationToken cancellationToken)
    {
        const string field = "metadata.name";
        var last = folder[(folder.LastIndexOf('/') + 1)..];
        (string Name, string Why) wanted = folder.Length == 0
            ? (Repository.Name.Name, "The repository is called so.")
            : package?.Name is { } packaged && FieldFormats.IsName(packaged)
                ? (packaged, $"{folder}/package.json calls it so.")
                : (last, $"Its folder is {folder}.");
        var name = PeopleNames.OfGitHub(wanted.Name);
        var why = name == wanted.Name ? wanted.Why : $"{wanted.Why} As a name in the catalog that is written {name}.";
        var (owner, repository) = (Repository.Name.Owner, Repository.Name.Name);
        foreach (var longer in folder.Length == 0
            ? [$"{owner}-{repository}"]
            : new[] { $"{repository}-{last}", $"{owner}-{repository}-{last}" })
        {
            if (!taken.Contains(name) && !await IsTakenAsync(name, cancellationToken))
            {
                break;
            }

            why = $"Another component is called {name} already.";
            name = PeopleNames.OfGitHub(longer);
        }

        taken.Add(name);
        return ProposedField.Suggested(field, name, why);
    }

    /// <summary>The catalog may have this very repository from a descriptor that stands elsewhere.</summary>
    private async Task<bool> IsTakenAsync(string name, CancellationToken cancellationToken) =>
        await catalog.FindAsync(EntityRef.Create("component", EntityRef.DefaultNamespace, name), cancellationToken) is { } known
        && !string.Equals(
            known.Body["metadata"]?["annotations"]?[ProjectSlug]?.ToString(), Repository.Name.ToString(),
            StringComparison.OrdinalIgnoreCase);

    private ProposedField SourceOf(string folder, string reason) => ProposedField.Suggested(
        Annotation + "backstage.io/source-location",
        $"url:{Repository.HtmlUrl.ToString().TrimEnd('/')}/tree/{Repository.DefaultBranch}/{folder}/", reason);

    private IEnumerable<ProposedField> Tags(string folder)
    {
        var start = folder.Length == 0 ? string.Empty : folder + "/";
        var counted = Languages.Of(files.All.Where(file => file.Path.StartsWith(start, StringComparison.Ordinal)));
        var language = folder.Length == 0 && profile.Language is { } said ? TagOf(said) : counted;
        List<string> tags =
        [
            .. new[] { language ?? string.Empty }.Concat(profile.Topics.Select(TagOf)).Where(FieldFormats.IsTag)
                .Distinct(StringComparer.Ordinal).Take(MostTags),
        ];
        if (tags.Count > 0)
        {
            yield return ProposedField.Suggested(
                "metadata.tags", string.Join(",", tags), (language, profile.Topics.Count) switch
                {
                    (null, _) => "They are the repository's topics.",
                    (_, 0) => $"Most of it is written in {language}.",
                    _ => $"Most of it is written in {language}; the others are the repository's topics.",
                });
        }
    }

    private static string TagOf(string text) => text.Trim().ToLowerInvariant().Replace(' ', '-');

    private static JsonObject EntityOf(IReadOnlyList<ProposedField> fields)
    {
        var (metadata, annotations, spec) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var field in fields.Where(field => field.Value is not null))
        {
            var name = field.Field[(field.Field.IndexOf('.', StringComparison.Ordinal) + 1)..];
            if (field.Field.StartsWith(Annotation, StringComparison.Ordinal))
            {
                annotations[field.Field[Annotation.Length..]] = field.Value;
                metadata.TryAdd("annotations", annotations);
            }
            else if (field.Field == "metadata.tags")
            {
                metadata[name] = new JsonArray([.. field.Value!.Split(',').Select(tag => (JsonNode)tag)]);
            }
            else
            {
                (field.Field.StartsWith("spec.", StringComparison.Ordinal) ? spec : metadata)[name] = field.Value;
            }
        }

        return new()
        {
            ["apiVersion"] = "backstage.io/v1alpha1",
            ["kind"] = "Component",
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
    }
}
