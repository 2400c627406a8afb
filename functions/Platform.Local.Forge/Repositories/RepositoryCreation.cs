using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Repositories;

/// <summary>Makes repositories; the first commit of <c>auto_init</c> follows in the background.</summary>
internal sealed partial class RepositoryCreation(
    ForgeStore store,
    FirstCommit firstCommit,
    ForgeEvents events,
    TimeProvider time)
{
    public (Answer? Refused, Repository? Made) Create(Call call, OwnerData owner)
    {
        var name = call.Text("name") ?? "";
        if (!Name().IsMatch(name) || name is "." or "..")
        {
            return (Answer.Invalid("Repository", "name", name.Length == 0 ? "missing_field" : "invalid"), null);
        }

        var properties = call.Body["custom_properties"] as JsonObject ?? [];
        if (properties.FirstOrDefault(pair => !PropertyRules.IsDefined(owner, pair.Key)) is { Key: { } unknown })
        {
            return (
                Answer.Invalid(
                    "Repository",
                    "custom_properties",
                    "invalid",
                    $"{unknown} is not a property of {owner.Login}"),
                null);
        }

        if (store.Create(Data(call, owner, name, properties)) is not { } repository)
        {
            return (Answer.Invalid("Repository", "name", "custom", "name already exists on this account"), null);
        }

        events.RepositoryChanged(repository.Data, "created");
        firstCommit.Start(repository);
        return (null, repository);
    }

    private RepositoryData Data(Call call, OwnerData owner, string name, JsonObject properties)
    {
        var now = time.GetUtcNow();
        return new RepositoryData
        {
            Id = store.Ids.Next(),
            Owner = owner.Login,
            Name = name,
            Description = call.Text("description"),
            Homepage = call.Text("homepage"),
            Visibility = call.Text("visibility") ?? (call.Flag("private") == true ? "private" : "public"),
            Initializing = call.Flag("auto_init") == true,
            Properties = properties.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value?.DeepClone()),
            Settings = call
                .Body.Where(pair => RepositoryShape.IsSwitch(pair.Key))
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value?.DeepClone()),
            CreatedAt = now,
            UpdatedAt = now,
            PushedAt = now,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}$")]
    public static partial Regex Name();
}
