using System.Text.Json.Serialization;

namespace Platform.Adapters.GitHub.Reading;

internal sealed record WireMember(long Id, string Login, string? AvatarUrl, string? HtmlUrl);

internal sealed record WireTeam(
    long Id, string Name, string Slug, string? Description, string? HtmlUrl, WireTeamParent? Parent);

internal sealed record WireTeamParent(long Id);

/// <summary>Of a team's members only who they are; the rest is in the organisation's listing.</summary>
internal sealed record WireTeamMember(long Id);

internal sealed record WireProfile(long Id, string Login, string? Name, string? Email, string? Bio);

// GraphQL writes names as they are here.

internal sealed record WireMembersAnswer(
    [property: JsonPropertyName("data")] WireMembersData? Data, [property: JsonPropertyName("errors")] WireGraphError[]? Errors);

internal sealed record WireMembersData([property: JsonPropertyName("organization")] WireMembersOf? Organization);

internal sealed record WireMembersOf([property: JsonPropertyName("membersWithRole")] WireMembers? MembersWithRole);

internal sealed record WireMembers(
    [property: JsonPropertyName("nodes")] WireMemberName?[] Nodes,
    [property: JsonPropertyName("pageInfo")] WirePageInfo PageInfo);

internal sealed record WireMemberName(
    [property: JsonPropertyName("databaseId")] long? DatabaseId,
    [property: JsonPropertyName("login")] string Login,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("bio")] string? Bio);

internal sealed record WirePageInfo(
    [property: JsonPropertyName("hasNextPage")] bool HasNextPage, [property: JsonPropertyName("endCursor")] string? EndCursor);

internal sealed record WireGraphError([property: JsonPropertyName("message")] string? Message);
