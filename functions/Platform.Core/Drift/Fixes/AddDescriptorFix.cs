using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Adds a descriptor to a repository that has none.</summary>
/// <param name="path">Of descriptors at the root of a repository.</param>
public sealed class AddDescriptorFix(string path = "catalog-info.yaml") : IDriftFix
{
    public string Rule => "repository-without-descriptor";

    public async Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (request.Finding.Subject.Repository is not { } repository)
        {
            return FixFailures.NotPossible("The finding names no repository.");
        }

        if (await request.Files(path, cancellationToken) is not null)
        {
            return FixFailures.NotPossible($"{repository} has a {path} by now.");
        }

        if (OwnerOf(request) is not { } owner)
        {
            return FixFailures.Missing("owner", "a group or user of the catalog; CODEOWNERS names none");
        }

        var descriptor = new JsonObject
        {
            ["apiVersion"] = "backstage.io/v1alpha1",
            ["kind"] = "Component",
            ["metadata"] = new JsonObject
            {
                ["name"] = repository.Name.Trim('.', '_', '-') is { Length: > 0 and <= 63 } name ? name : "component",
                ["annotations"] = new JsonObject { ["github.com/project-slug"] = $"{repository}" },
            },
            ["spec"] = new JsonObject
            {
                ["type"] = request.Values.GetValueOrDefault("type", "service"),
                ["lifecycle"] = request.Values.GetValueOrDefault("lifecycle", "experimental"),
                ["owner"] = owner.Canonical,
            },
        };
        return new FixProposal(
            $"Describe {repository.Name} in the catalog",
            $"{repository} has no descriptor. This adds one that says what it is and that {owner} owns it; "
            + "correct what is wrong.",
            [new(path, YamlWriter.Write(descriptor), null)]);
    }

    private static EntityRef? OwnerOf(FixRequest request)
    {
        if (request.Values.TryGetValue("owner", out var text))
        {
            return EntityRef.TryParse(text, out var parsed,
                "group") && request.World.Find(parsed.Canonical) is not null ? parsed : null;
        }

        var rules = request.Input.Repository?.Content?.Value.CodeOwners ?? [];
        return Content.OwnersMatching.OfFolder(rules, string.Empty)?.Owners.Select(request.World.OwnerNamed)
            .OfType<EntityRef>().FirstOrDefault();
    }
}
