using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using NamedValues = System.Collections.Immutable.ImmutableSortedDictionary<string, Platform.Local.Forge.State.NamedValue>;

namespace Platform.Local.Forge.Routes;

/// <summary>
/// Variables, secrets and environments. Secrets are kept sealed: the forge has published a key, but nobody holds its private
/// half, and a job that reads a secret is skipped by name.
/// </summary>
internal sealed class ActionsSettingsRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    // Any 32 bytes are a point of the curve that boxes are sealed for.
    private static readonly string Key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("platform-forge")));
    private const string KeyId = "568250167242549743";

    public void Map(RouteTable routes)
    {
        MapNamed(routes, "variables", data => data.Variables, (data, left) => data with { Variables = left }, Variable);
        routes.MapRepository("POST", "/actions/variables", CreateVariable);
        routes.MapRepository("PATCH", "/actions/variables/{name}", UpdateVariable);
        routes.MapRepository(
            "GET",
            "/actions/secrets/public-key",
            (_, _) => Answer.Ok(new JsonObject { ["key_id"] = KeyId, ["key"] = Key }));
        MapNamed(routes, "secrets", data => data.Secrets, (data, left) => data with { Secrets = left }, Secret);
        routes.MapRepository("PUT", "/actions/secrets/{name}", SetSecret);
        routes.MapRepository(
            "GET",
            "/environments",
            (call, repository) =>
                call.Page("environments", repository.Data.Environments, environment => Shape(call, repository, environment)));
        routes.MapRepository(
            "GET",
            "/environments/{name}",
            (call, repository) =>
                repository.Data.Environments.FirstOrDefault(environment => environment.Name == call.Route("name"))
                    is { } found
                    ? Answer.Ok(Shape(call, repository, found))
                    : Answer.NotFound);
        routes.MapRepository("PUT", "/environments/{name}", SetEnvironment);
    }

    /// <summary>What variables and secrets have in common: they are listed, shown and deleted by name.</summary>
    private static void MapNamed(
        RouteTable routes,
        string kind,
        Func<RepositoryData, NamedValues> valuesOf,
        Func<RepositoryData, NamedValues, RepositoryData> replace,
        Func<NamedValue, JsonObject> shape)
    {
        routes.MapRepository(
            "GET",
            $"/actions/{kind}",
            (call, repository) => call.Page(kind, [.. valuesOf(repository.Data).Values], shape));
        routes.MapRepository(
            "GET",
            $"/actions/{kind}/{{name}}",
            (call, repository) =>
                valuesOf(repository.Data).TryGetValue(call.Route("name"), out var found)
                    ? Answer.Ok(shape(found))
                    : Answer.NotFound);
        routes.MapRepository("DELETE", $"/actions/{kind}/{{name}}", (call, repository) =>
        {
            var name = call.Route("name");
            if (!valuesOf(repository.Data).ContainsKey(name))
            {
                return Answer.NotFound;
            }

            repository.Update(data => replace(data, valuesOf(data).Remove(name)));
            return Answer.NoContent;
        });
    }

    private Answer CreateVariable(Call call, Repository repository)
    {
        if (call.Text("name") is not { Length: > 0 } name || call.Text("value") is not { } value)
        {
            return Answer.Invalid("Variable name and value are required");
        }

        if (repository.Data.Variables.ContainsKey(name))
        {
            return Answer.Error(409, "Already exists - Variable already exists");
        }

        var now = time.GetUtcNow();
        repository.Update(data =>
            data with
            {
                Variables = data.Variables.SetItem(name, new(name.ToUpperInvariant(), value, now, now)),
            });
        return new Answer(201, new JsonObject());
    }

    private Answer UpdateVariable(Call call, Repository repository)
    {
        if (!repository.Data.Variables.TryGetValue(call.Route("name"), out var old))
        {
            return Answer.NotFound;
        }

        var next = old with
        {
            Name = call.Text("name") ?? old.Name,
            Value = call.Text("value") ?? old.Value,
            UpdatedAt = time.GetUtcNow(),
        };
        repository.Update(data => data with { Variables = data.Variables.Remove(old.Name).SetItem(next.Name, next) });
        return Answer.NoContent;
    }

    private Answer SetSecret(Call call, Repository repository)
    {
        if (call.Text("encrypted_value") is not { } value || call.Text("key_id") != KeyId)
        {
            return Answer.Invalid(
                "Bad request - key_id does not match the public key of this repository, or encrypted_value is missing");
        }

        var (name, now) = (call.Route("name").ToUpperInvariant(), time.GetUtcNow());
        var existed = repository.Data.Secrets.TryGetValue(name, out var old);
        repository.Update(data =>
            data with
            {
                Secrets = data.Secrets.SetItem(name, new(name, value, old?.CreatedAt ?? now, now)),
            });
        return existed ? Answer.NoContent : new Answer(201, new JsonObject());
    }

    private Answer SetEnvironment(Call call, Repository repository)
    {
        var (name, now) = (call.Route("name"), time.GetUtcNow());
        var old = repository.Data.Environments.FirstOrDefault(environment => environment.Name == name);
        var next = new EnvironmentData(
            old?.Id ?? store.Ids.Next(),
            name,
            (JsonObject)call.Body.DeepClone(),
            old?.CreatedAt ?? now,
            now);
        repository.Update(data =>
            data with
            {
                Environments = [.. data.Environments.Where(other => other.Name != name), next],
            });
        return Answer.Ok(Shape(call, repository, next));
    }

    private static JsonObject Variable(NamedValue value)
    {
        var shape = Secret(value);
        shape["value"] = value.Value;
        return shape;
    }

    private static JsonObject Secret(NamedValue value) =>
        new()
        {
            ["name"] = value.Name,
            ["created_at"] = Urls.Time(value.CreatedAt),
            ["updated_at"] = Urls.Time(value.UpdatedAt),
        };

    private static JsonObject Shape(Call call, Repository repository, EnvironmentData environment) =>
        new()
        {
            ["id"] = environment.Id,
            ["node_id"] = Urls.NodeId("Environment", environment.Id),
            ["name"] = environment.Name,
            ["url"] =
                $"{call.Urls.Repository(repository.Data.FullName)}/environments/{Uri.EscapeDataString(environment.Name)}",
            ["html_url"] =
                $"{call.Urls.Html(repository.Data.FullName)}/deployments/activity_log?environments_filter={environment.Name}",
            ["created_at"] = Urls.Time(environment.CreatedAt),
            ["updated_at"] = Urls.Time(environment.UpdatedAt),
            ["protection_rules"] = new JsonArray(),
            ["deployment_branch_policy"] = environment.Settings["deployment_branch_policy"]?.DeepClone(),
        };
}
