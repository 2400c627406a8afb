using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Drift.Sweeps;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Access;
using Platform.Functions.Catalog;
using Platform.Functions.Catalog.Discovery;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>Starts sweeps that somebody asks for, and says how they are getting on.</summary>
public sealed class DriftSweepHandler(DriftSweepStarter starter, ISweepRecords<DriftSweepResult> records)
{
    private static readonly string[] Scopes = ["repository", "team", "organization"];

    public async Task<IActionResult> StartAsync(
        HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var body = request.ContentLength is 0 ? new JsonObject() : await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var (problems, scope, isSlow) = Read(body.Value);
        if (problems.Count > 0)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, problems);
        }

        var start = await starter.StartAsync(client, scope, request.HttpContext.GetCaller().Id, isSlow, cancellationToken);
        return start.Running is { } running
            ? SweepAnswers.UnderWay(request, $"The sweep {running} is under way.", running, $"drift/sweeps/{running}")
            : SweepAnswers.Started(request, start.Id, $"drift/sweeps/{start.Id}");
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
                result.Scope,
                result.StartedAt,
                result.EndedAt,
                result.Reports,
                result.Judged,
            });
        }

        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        return instance is null || instance.Name != DriftSweepNames.Orchestrator
            ? ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                SweepHandler.NotFound, $"There is no sweep '{id}'.", "id", id, "the id of a sweep"))
            : JsonResults.Json(new
            {
                id,
                status = instance.IsCompleted ? "failed" : "running",
                startedAt = instance.CreatedAt,
                progress = instance.SerializedCustomStatus is { } status ? JsonNode.Parse(status) : null,
            });
    }

    private (IReadOnlyList<Problem> Problems, DriftScope Scope, bool IsSlow) Read(JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, [.. Scopes, "slow"]);
        var organization = checks.Text(body, string.Empty, "organization");
        var repository = checks.Text(
            body, string.Empty, "repository", format: text => RepositoryName.TryParse(text, out _),
            expected: RepositoryName.Requirements);
        var team = checks.Text(
            body, string.Empty, "team", format: text => EntityRef.TryParse(text, out _, "group"),
            expected: "a reference of a group");
        var isSlow = body["slow"] is JsonValue slow && slow.TryGetValue<bool>(out var asked) && asked;
        if (Scopes.Count(body.ContainsKey) > 1)
        {
            checks.Add(FieldChecks.Unknown, Scopes.Last(body.ContainsKey), null, "one of repository, team and organization");
        }

        if (organization is not null && !starter.Organizations.Contains(organization, StringComparer.OrdinalIgnoreCase))
        {
            checks.Add(
                SweepHandler.NotConfigured, "organization", organization,
                $"one of the setting {nameof(DiscoveryOptions.CatalogOrganizations)}");
        }

        return (
            checks.Problems,
            new(organization, repository, team is null ? null : EntityRef.Parse(team, "group").Canonical),
            isSlow);
    }
}
