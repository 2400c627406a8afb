using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Deployments and how they go. A success makes earlier ones inactive, without telling anybody.</summary>
internal sealed class DeploymentRoutes(ForgeStore store, DeploymentShapes shapes, TimeProvider time) : IRouteGroup
{
    private const string One = "/deployments/{deployment_id}";

    private static readonly string[] States =
        ["error", "failure", "inactive", "in_progress", "queued", "pending", "success", "waiting"];

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/deployments", (call, repository) => call.Page(
            [
                .. repository.Data.Deployments.Reverse()
                    .Where(one => call.Query("environment") is not { } wanted || one.Environment == wanted)
                    .Where(one => call.Query("sha") is not { } wanted || one.Sha == wanted),
            ],
            one => shapes.Deployment(repository.Data, one)));
        routes.MapRepository("POST", "/deployments", Create);
        routes.MapRepository("GET", One, (call, repository) => Find(call, repository) is { } found
            ? Answer.Ok(shapes.Deployment(repository.Data, found))
            : Answer.NotFound);
        routes.MapRepository("GET", $"{One}/statuses", (call, repository) => Find(call, repository) is { } found
            ? call.Page([.. found.Statuses.Reverse()], one => shapes.Status(repository.Data, found, one))
            : Answer.NotFound);
        routes.MapRepository("POST", $"{One}/statuses", AddStatus);
    }

    private Answer Create(Call call, Repository repository)
    {
        var reference = call.Text("ref") ?? string.Empty;
        if (repository.Git.Resolve(reference) is not { } sha)
        {
            return Answer.Invalid($"No ref found for: {reference}");
        }

        var environment = call.Text("environment") ?? "production";
        var made = new DeploymentData(
            store.Ids.Next(), sha, reference, call.Text("task") ?? "deploy", environment, call.Text("description"),
            call.Body["payload"]?.DeepClone(), call.Flag("production_environment") ?? environment == "production",
            call.Flag("transient_environment") ?? false, time.GetUtcNow());
        repository.Update(data => data with { Deployments = data.Deployments.Add(made) });
        return Answer.Created(shapes.Deployment(repository.Data, made));
    }

    private Answer AddStatus(Call call, Repository repository)
    {
        if (Find(call, repository) is not { } of)
        {
            return Answer.NotFound;
        }

        if (call.Text("state") is not { } state || !States.Contains(state))
        {
            return Answer.Invalid("DeploymentStatus", "state", "invalid");
        }

        var made = new DeploymentStatusData(
            store.Ids.Next(), state, call.Text("environment") ?? of.Environment, call.Text("description") ?? string.Empty,
            call.Text("log_url") ?? call.Text("target_url") ?? string.Empty, time.GetUtcNow());
        var replaces = state == "success" && call.Flag("auto_inactive") != false && !of.Transient;
        repository.Update(data => data with
        {
            Deployments =
            [
                .. data.Deployments.Select(one => one.Id == of.Id ? one.With(made)
                    : replaces && one.Environment == of.Environment && one.Statuses is [.., { State: "success" }]
                        ? one.With(made with { Id = store.Ids.Next(), State = "inactive" })
                        : one),
            ],
        });
        return Answer.Created(shapes.Status(repository.Data, of, made));
    }

    private static DeploymentData? Find(Call call, Repository repository) =>
        repository.Data.Deployments.FirstOrDefault(one => one.Id == call.RouteId("deployment_id"));
}
