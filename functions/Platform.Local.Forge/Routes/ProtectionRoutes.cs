using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>
/// Protection of branches. What it says of reviews and checks is kept and shown; acted on is that nobody may rewrite or delete a
/// protected branch.
/// </summary>
internal sealed class ProtectionRoutes(ForgeStore store, PeopleStore people) : IRouteGroup
{
    private const string Protection = "/branches/{branch}/protection";
    private const string Signatures = Protection + "/required_signatures";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", Protection, (call, repository) => Settings(call, repository) is { } settings
            ? Answer.Ok(Shapes(call, repository).Protection(call.Route("branch"), settings))
            : Unprotected);
        routes.MapRepository("PUT", Protection, Protect);
        routes.MapRepository("DELETE", Protection, (call, repository) =>
        {
            if (Settings(call, repository) is null)
            {
                return Unprotected;
            }

            repository.Update(data => data with { Protections = data.Protections.Remove(call.Route("branch")) });
            return Answer.NoContent;
        });
        routes.MapRepository("GET", Signatures, (call, repository) => Settings(call, repository) is { } settings
            ? Answer.Ok(Shapes(call, repository).Signatures(call.Route("branch"), settings))
            : Unprotected);
        routes.MapRepository("POST", Signatures, (call, repository) => Sign(call, repository, true));
        routes.MapRepository("DELETE", Signatures, (call, repository) =>
            Sign(call, repository, false) is { Status: 404 } missing ? missing : Answer.NoContent);
    }

    private static Answer Unprotected => Answer.Error(404, "Branch not protected");

    private Answer Protect(Call call, Repository repository)
    {
        var branch = call.Route("branch");
        if (repository.Git.Refs.Read($"refs/heads/{branch}") is null)
        {
            return Answer.Error(404, "Branch not found");
        }

        string[] wanted = ["required_status_checks", "enforce_admins", "required_pull_request_reviews", "restrictions"];
        if (Array.Find(wanted, field => !call.Body.ContainsKey(field)) is { } missing)
        {
            return Answer.Invalid($"Invalid request.\n\n\"{missing}\" wasn't supplied.");
        }

        var next = (JsonObject)call.Body.DeepClone();
        next["required_signatures"] = Settings(call, repository)?["required_signatures"]?.DeepClone();
        repository.Update(data => data with { Protections = data.Protections.SetItem(branch, next) });
        return Answer.Ok(Shapes(call, repository).Protection(branch, next));
    }

    private Answer Sign(Call call, Repository repository, bool isRequired)
    {
        if (Settings(call, repository) is not { } settings)
        {
            return Unprotected;
        }

        var next = (JsonObject)settings.DeepClone();
        next["required_signatures"] = isRequired;
        repository.Update(data => data with { Protections = data.Protections.SetItem(call.Route("branch"), next) });
        return Answer.Ok(Shapes(call, repository).Signatures(call.Route("branch"), next));
    }

    private static JsonObject? Settings(Call call, Repository repository) =>
        repository.Data.Protections.GetValueOrDefault(call.Route("branch"));

    private ProtectionShapes Shapes(Call call, Repository repository) =>
        new(call.Urls, repository.Data, store.Owner(repository.Data.Owner).Data, people);
}
