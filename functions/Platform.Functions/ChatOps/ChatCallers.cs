using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.Access;
using Platform.Core.Catalog;

namespace Platform.Functions.ChatOps;

/// <summary>The caller that a catalog user is who writes in a chat: the same roles decide as on the HTTP routes.</summary>
public sealed class ChatCallers(IOptions<ChatOptions> options)
{
    public Caller Of(CatalogEntity person)
    {
        var profile = person.Body["spec"]?["profile"];
        var name = profile?["displayName"] is JsonValue value && value.TryGetValue<string>(out var display)
            ? display
            : person.Ref.Name;
        return new(person.Ref.Canonical, name, MayMake(person) ? [Role.Reader, Role.Scaffolder] : [Role.Reader]);
    }

    private bool MayMake(CatalogEntity person)
    {
        var groups = GroupMembership.GroupsOf(person);
        return options.Value.Scaffolders.Any(entry =>
            entry == ChatOptionsValidation.Everybody
            || (EntityRef.Parse(entry, defaultKind: "group") is var allowed
                && (allowed == person.Ref || groups.Contains(allowed))));
    }
}
