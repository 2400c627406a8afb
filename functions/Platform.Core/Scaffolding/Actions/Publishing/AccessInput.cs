using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>Who gets into a new repository, as Backstage writes it.</summary>
internal sealed partial record AccessInput(IReadOnlyList<RepositoryGrant> Access, IReadOnlyList<RepositoryGrant> Collaborators)
{
    /// <param name="owner">Null when it is not known, for the address is wrong.</param>
    public static Result<AccessInput> Read(JsonObject input, string? owner)
    {
        List<Problem> problems = [];
        List<RepositoryGrant> access = [];
        if (input.Text("access") is { Length: > 0 } written && !IsSame(written, owner))
        {
            var parts = written.Split('/');
            access.Add(parts is [var organization, var team] && IsSame(organization, owner)
                ? new(team, IsTeam: true, "admin")
                : new(written, IsTeam: false, "admin"));
        }

        List<RepositoryGrant> collaborators = [];
        foreach (var one in (input["collaborators"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var team = one.Text("team");
            // References of the catalog are fine: group:default/team-a is team-a.
            var name = (team ?? one.Text("user") ?? one.Text("username")!).Split(':', '/')[^1];
            collaborators.Add(new(name, team is not null, one.Text("access")!));
        }

        foreach (var (grants, field) in new[] { (access, "access"), (collaborators, "collaborators") })
        {
            problems.AddRange(grants.Where(grant => !Account().IsMatch(grant.Name)).Select(grant => new Problem(
                "account-invalid", $"'{grant.Name}' can't be a user or team.", field, grant.Name,
                field == "access" ? "a user, or a team of the owner as OWNER/TEAM" : "a login or the slug of a team")));
        }

        return problems.Count > 0 ? Result<AccessInput>.Failed(problems) : new AccessInput(access, collaborators);
    }

    private static bool IsSame(string text, string? owner) => text.Equals(owner, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?\z")]
    private static partial Regex Account();
}
