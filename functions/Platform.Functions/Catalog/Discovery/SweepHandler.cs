using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Starts sweeps that somebody asks for, and says how they are getting on.</summary>
public sealed class SweepHandler(SweepStarter starter, ISweepRecords<SweepResult> records)
{
    public const string NotFound = "sweep-not-found";
    public const string NotConfigured = "organization-not-configured";

    public async Task<IActionResult> StartAsync(
        HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var body = request.ContentLength is 0 ? new JsonObject() : await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var (problems, scope) = Read(body.Value);
        if (problems.Count > 0)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, problems);
        }

        var start = await starter.StartAsync(client, scope, request.HttpContext.GetCaller().Id, cancellationToken);
        return start.Running is { } running
            ? SweepAnswers.UnderWay(request, $"The sweep {running} is under way.", running, $"catalog/sweeps/{running}")
            : SweepAnswers.Started(request, start.Id, $"catalog/sweeps/{start.Id}");
    }

    public async Task<IActionResult> FindAsync(
        HttpRequest request, DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(id, cancellationToken) is { } result)
        {
            return JsonResults.Json(new
            {
                id,
                status = "completed",
                result.Trigger,
                result.StartedAt,
                result.EndedAt,
                result.Reports,
            });
        }

        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        return instance is null || instance.Name != DiscoveryNames.Orchestrator
            ? ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, $"There is no sweep '{id}'.", "id", id, "the id of a sweep"))
            : JsonResults.Json(new
            {
                id,
                status = instance.IsCompleted ? "failed" : "running",
                startedAt = instance.CreatedAt,
                progress = instance.SerializedCustomStatus is { } status ? JsonNode.Parse(status) : null,
            });
    }

    private (IReadOnlyList<Problem> Problems, SweepScope? Scope) Read(JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["organization", "repository"]);
        var organization = checks.Text(body, string.Empty, "organization");
        var repository = checks.Text(
            body, string.Empty, "repository", format: text => RepositoryName.TryParse(text, out _),
            expected: RepositoryName.Requirements);
        if (organization is not null && body.ContainsKey("repository"))
        {
            checks.Add(FieldChecks.Unknown, "repository", body["repository"], "either an organization or a repository");
        }

        if (organization is not null && !starter.Organizations.Contains(organization, StringComparer.OrdinalIgnoreCase))
        {
            checks.Add(
                NotConfigured, "organization", organization,
                $"one of the setting {nameof(DiscoveryOptions.CatalogOrganizations)}");
        }

        if (!checks.IsClean)
        {
            return (checks.Problems, null);
        }

        return ([], repository is not null ? new(RepositoryName.Parse(repository).Owner, repository)
            : organization is not null ? new(organization)
            : null);
    }
}
