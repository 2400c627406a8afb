using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.ChatOps.People;

/// <summary>How a User entity says which chat user it is.</summary>
public static class ChatAnnotations
{
    public const string Slack = "slack";

    /// <value>Annotation with the person's id in Slack; its customary name in Backstage's catalogs.</value>
    public const string SlackUser = "slack.com/user-id";

    /// <value>Annotation with the workspace (or Enterprise Grid organisation) that the id is from; needed where there is more
    /// than one.</value>
    public const string SlackTeam = "slack.com/team-id";

    public static string? SlackUserOf(CatalogEntity entity) =>
        entity.Ref.Kind.Equals("user", StringComparison.OrdinalIgnoreCase) ? Text(entity, SlackUser) : null;

    public static string? SlackTeamOf(CatalogEntity entity) => Text(entity, SlackTeam);

    private static string? Text(CatalogEntity entity, string annotation) =>
        entity.Body["metadata"]?["annotations"]?[annotation] is JsonValue value
        && value.TryGetValue<string>(out var text) && text.Trim() is { Length: > 0 } trimmed
            ? trimmed
            : null;
}
