using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Proposals;

/// <summary>What a proposal says: the descriptor, and to people.</summary>
internal static class ProposalText
{
    public const string CommitMessage = "Describe this repository in the catalog\n\nProposed by the platform.";

    /// <summary>Stands where only a person can say who the owner is; a name that nobody has.</summary>
    private const string NoOwner = "group:default/owner-unknown";

    private const string OwnerLine = $"  owner: {NoOwner}\n";

    public static string Title(RepositoryName repository) => $"Describe {repository.Name} in the catalog";

    public static string Descriptor(IReadOnlyList<ProposedEntity> proposed) => string.Join("---\n", proposed.Select(one =>
    {
        var entity = (System.Text.Json.Nodes.JsonObject)one.Entity.DeepClone();
        entity["spec"]!.AsObject().TryAdd("owner", NoOwner);
        return YamlWriter.Write(entity)
            .Replace(OwnerLine, OwnerLine.TrimEnd('\n') + " # who owns this?\n", StringComparison.Ordinal);
    }));

    /// <param name="path">Of the descriptor.</param>
    public static string Body(RepositoryName repository, string path, IReadOnlyList<ProposedEntity> proposed)
    {
        var text = new StringBuilder()
            .Append(
                $"{repository} is not in the catalog yet, because it has no `{path}`. This pull request adds one. It was worked "
                + "out from what is in the repository; please correct what is wrong, and merge it. When it is merged, the "
                + "catalog takes it over by itself.\n\nIf you don't want it, close this pull request: you won't be asked again. "
                + "If you add a descriptor yourself, it closes by itself.\n");
        if (proposed.SelectMany(one => one.Open).Any())
        {
            text.Append(
                $"\n**Please say who owns it first.** It is a draft, because `{NoOwner}` in `spec.owner` is nobody: put a "
                + "group or a user of the catalog there, and mark it as ready.\n");
        }

        foreach (var one in proposed)
        {
            text.Append(proposed.Count == 1 ? "\n### Why each field\n\n" : $"\n### `{one.Folder}`\n\n");
            foreach (var field in one.Fields)
            {
                text.Append($"- `{field.Field}`{Value(field)}: {Prose(field.Description)}\n");
            }
        }

        return text.ToString();
    }

    public static string ClosingComment(string path) =>
        $"This repository has a descriptor now (`{path}`), so there is nothing left to propose. Thank you.";

    private static string Value(ProposedField field) => field switch
    {
        { State: ProposedFieldState.NeedsUserInput } => " (please fill in)",
        { Value: { } value } => $" = `{value.Replace("`", "'", StringComparison.Ordinal)}`",
        _ => " (left out)",
    };

    /// <summary>Nobody is notified by a name that is only quoted.</summary>
    private static string Prose(string text) => text.Replace("@", "@\u200b", StringComparison.Ordinal);
}
