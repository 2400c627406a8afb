namespace Platform.Adapters.GitHub.Reading;

internal sealed record WireMember(long Id, string Login, string? AvatarUrl, string? HtmlUrl);

internal sealed record WireTeam(
    long Id, string Name, string Slug, string? Description, string? HtmlUrl, WireTeamParent? Parent);

internal sealed record WireTeamParent(long Id);

/// <summary>Of a team's members only who they are; the rest is in the organisation's listing.</summary>
internal sealed record WireTeamMember(long Id);

internal sealed record WireProfile(long Id, string Login, string? Name, string? Email, string? Bio);
