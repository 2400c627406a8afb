using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Parts;

internal sealed class OrganizationRulesets(RepositoryApi api) : IOrganizationRulesets
{
    private const int PageSize = 100;

    /// <summary>GitHub allows 75 in an organization.</summary>
    private const int MostPages = 3;

    public async Task<Result<OrganizationRuleset?>> FindAsync(
        string organization, string name, CancellationToken cancellationToken)
    {
        for (var page = 1; page <= MostPages; page++)
        {
            var listed = await api.FindElsewhereAsync(
                $"list the rulesets of {organization}", $"{Of(organization)}?per_page={PageSize}&page={page}", cancellationToken);
            if (!listed.IsOk)
            {
                return Result<OrganizationRuleset?>.Failed(listed.Problems);
            }

            var all = listed.Value.Value as JsonArray ?? [];
            if (all.OfType<JsonObject>().FirstOrDefault(one => $"{one["name"]}" == name) is { } found)
            {
                return Read(found);
            }

            if (all.Count < PageSize)
            {
                break;
            }
        }

        return Result<OrganizationRuleset?>.Ok(null);
    }

    public async Task<Result<OrganizationRuleset>> EnsureAsync(
        string organization, string name, JsonObject body, CancellationToken cancellationToken)
    {
        var found = await FindAsync(organization, name, cancellationToken);
        if (!found.IsOk)
        {
            return Result<OrganizationRuleset>.Failed(found.Problems);
        }

        if (found.Value is { } there && there.Enforcement == $"{body["enforcement"]}")
        {
            return there;
        }

        var sent = await api.SendElsewhereAsync(
            $"write the ruleset '{name}' of {organization}",
            found.Value is null ? HttpMethod.Post : HttpMethod.Put,
            found.Value is { } before ? $"{Of(organization)}/{before.Id}" : Of(organization),
            body,
            cancellationToken);
        return sent.IsOk ? Read(sent.Value.AsObject()) : Result<OrganizationRuleset>.Failed(sent.Problems);
    }

    private static string Of(string organization) => $"orgs/{Uri.EscapeDataString(organization)}/rulesets";

    private static OrganizationRuleset Read(JsonObject one) =>
        new((long)one["id"]!, $"{one["name"]}", $"{one["enforcement"]}");
}
