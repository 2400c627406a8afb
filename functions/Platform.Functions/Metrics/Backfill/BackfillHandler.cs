using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>Reads who asks for which past, starts its telling, and adds up what was told.</summary>
public sealed class BackfillHandler(IBackfills backfills, TimeProvider clock)
{
    public const string NotFound = "backfill-not-found";

    private const string Scope = "one of organization and repository (owner/name)";

    public async Task<IActionResult> StartAsync(
        HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var asked = body.IsOk
            ? Read(body.Value, request.HttpContext.GetCaller().Id)
            : Result<BackfillRequest>.Failed(body.Problems);
        if (!asked.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(asked.Problems), asked.Problems);
        }

        var id = asked.Value.Id;
        await backfills.CreateAsync(asked.Value, cancellationToken);
        await client.ScheduleNewOrchestrationInstanceAsync(
            BackfillNames.Orchestrator, new BackfillState(id), new StartOrchestrationOptions(InstanceOf(id)), cancellationToken);
        request.HttpContext.Response.Headers.Location = $"/api/metrics/backfills/{id}";
        return JsonResults.Json(new { id }, StatusCodes.Status202Accepted);
    }

    public async Task<IActionResult> GetAsync(
        HttpRequest request, string id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "N", out _) || await backfills.FindAsync(id, cancellationToken) is not { } asked)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, "There is no such backfill.", "id", id, "an id that was given for one"));
        }

        var run = await client.GetInstanceAsync(InstanceOf(id), getInputsAndOutputs: true, cancellationToken);
        var state = run?.SerializedCustomStatus is null ? null : run.ReadCustomStatusAs<BackfillState>();
        var pages = await backfills.PagesAsync(id, cancellationToken);
        return JsonResults.Json(new
        {
            asked.Id,
            asked.Organization,
            repository = asked.Repository?.ToString(),
            asked.Since,
            asked.StartedAt,
            status = run?.RuntimeStatus,
            repositories = state?.Repositories,
            done = state?.Place ?? 0,
            at = state is null or { IsDone: true } ? null : new { state.Place, state.Kind, state.Page },
            pages = pages.Count,
            read = pages.Sum(page => page.Read),
            events = pages.Sum(page => page.Events),
            added = pages.Sum(page => page.Added),
            ignored = pages.SelectMany(page => page.Ignored).GroupBy(one => one.Key)
                .ToDictionary(group => group.Key, group => group.Sum(one => one.Value)),
            problems = pages.Where(page => page.Problem is not null)
                .Select(page => new { page.Repository, page.Kind, page.Page, page.Problem }),
        });
    }

    private static string InstanceOf(string id) => $"metrics-backfill-{id}";

    private Result<BackfillRequest> Read(JsonObject body, string by)
    {
        var problems = new List<Problem>();
        var (organization, repository) = (Text(body, "organization"), Text(body, "repository"));
        RepositoryName? name = null;
        var isOrganization = organization is not null && RepositoryName.TryCreate(organization, "any", out _);
        if (organization is null == repository is null
            || (organization is not null && !isOrganization)
            || (repository is not null && !RepositoryName.TryParse(repository, out name)))
        {
            problems.Add(new(FieldChecks.WrongFormat, "It is not clear whose past is meant.", "repository", repository, Scope));
        }

        if (!Instants.TryParse(Text(body, "since"), out var since) || since > clock.GetUtcNow())
        {
            problems.Add(new(
                FieldChecks.WrongFormat, "'since' is not a time of the past.", "since", Text(body, "since"),
                Instants.Requirements));
        }

        return problems.Count > 0
            ? Result<BackfillRequest>.Failed(problems)
            : new BackfillRequest(
                $"{Guid.CreateVersion7(clock.GetUtcNow()):N}", organization, name, since, by, clock.GetUtcNow());
    }

    private static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
