using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using NamedValues = System.Collections.Immutable.ImmutableSortedDictionary<string, Platform.Local.Forge.State.NamedValue>;

namespace Platform.Local.Forge.Routes;

/// <summary>
/// Variables and secrets of repositories and environments. Secrets are kept sealed: no job gets one, and one that reads a secret
/// is skipped by name. Whoever has the token can have the boxes, and open them with the other half of the published key.
/// </summary>
internal sealed class ValueRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    // Its private half is the SHA-256 of "platform-forge".
    private const string Key = "fXixo0EyZvh4PVJOYgck/E1aSaP8Uu/buXH/tLCm5Xs=";
    private const string KeyId = "568250167242549743";
    private const string OfEnvironment = "/environments/{environment_name}";

    public void Map(RouteTable routes)
    {
        Map("/actions", (method, template, handle) => routes.MapRepository(
            method, template, (call, repository) => handle(call, new ValueShelf(repository))));
        Map(OfEnvironment, (method, template, handle) => routes.MapRepository(
            method,
            template,
            (call, repository) => ValueShelf.Of(repository, call.Route("environment_name")) is { } shelf
                ? handle(call, shelf)
                : Answer.NotFound));
        routes.MapAdmin("GET", "/_forge/secrets", call =>
            store.Find(call.Query("org") ?? "", call.Query("repo") ?? "") is { } repository
            && (call.Query("environment") is { } name
                ? ValueShelf.Of(repository, name)
                : new ValueShelf(repository)) is { } shelf
                ? Answer.Ok(new JsonObject(
                    shelf.Secrets.Values.Select(secret => KeyValuePair.Create(secret.Name, (JsonNode?)secret.Value))))
                : Answer.NotFound);
    }

    private void Map(string root, Action<string, string, Func<Call, ValueShelf, Answer>> map)
    {
        MapNamed($"{root}/variables", map, shelf => shelf.Variables, (shelf, left) => shelf.SetVariables(left), Variable);
        map("POST", $"{root}/variables", CreateVariable);
        map("PATCH", root + "/variables/{name}", UpdateVariable);
        map("GET", $"{root}/secrets/public-key", (_, _) =>
            Answer.Ok(new JsonObject { ["key_id"] = KeyId, ["key"] = Key }));
        MapNamed($"{root}/secrets", map, shelf => shelf.Secrets, (shelf, left) => shelf.SetSecrets(left), Secret);
        map("PUT", root + "/secrets/{secret_name}", SetSecret);
    }

    /// <summary>What variables and secrets have in common: they are listed, shown and deleted by name.</summary>
    private static void MapNamed(
        string root,
        Action<string, string, Func<Call, ValueShelf, Answer>> map,
        Func<ValueShelf, NamedValues> of,
        Action<ValueShelf, Func<NamedValues, NamedValues>> change,
        Func<NamedValue, JsonObject> shape)
    {
        var kind = root[(root.LastIndexOf('/') + 1)..];
        map("GET", root, (call, shelf) => call.Page(kind, [.. of(shelf).Values], shape));
        map("GET", root + "/{name}", (call, shelf) => of(shelf).TryGetValue(call.Route("name"), out var found)
            ? Answer.Ok(shape(found))
            : Answer.NotFound);
        map("DELETE", root + "/{name}", (call, shelf) =>
        {
            var wasThere = of(shelf).ContainsKey(call.Route("name"));
            change(shelf, values => values.Remove(call.Route("name")));
            return wasThere ? Answer.NoContent : Answer.NotFound;
        });
    }

    private Answer CreateVariable(Call call, ValueShelf shelf)
    {
        if (call.Text("name") is not { Length: > 0 } name || call.Text("value") is not { } value)
        {
            return Answer.Invalid("Variable name and value are required");
        }

        if (shelf.Variables.ContainsKey(name))
        {
            return Answer.Error(409, "Already exists - Variable already exists");
        }

        var now = time.GetUtcNow();
        shelf.SetVariables(all => all.SetItem(name, new(name.ToUpperInvariant(), value, now, now)));
        return new Answer(201, new JsonObject());
    }

    private Answer UpdateVariable(Call call, ValueShelf shelf)
    {
        if (!shelf.Variables.TryGetValue(call.Route("name"), out var old))
        {
            return Answer.NotFound;
        }

        var next = old with
        {
            Name = call.Text("name") ?? old.Name,
            Value = call.Text("value") ?? old.Value,
            UpdatedAt = time.GetUtcNow(),
        };
        shelf.SetVariables(all => all.Remove(old.Name).SetItem(next.Name, next));
        return Answer.NoContent;
    }

    private Answer SetSecret(Call call, ValueShelf shelf)
    {
        if (call.Text("encrypted_value") is not { } value || call.Text("key_id") != KeyId)
        {
            return Answer.Invalid(
                "Bad request - key_id does not match the public key of this repository, or encrypted_value is missing");
        }

        var (name, now) = (call.Route("secret_name").ToUpperInvariant(), time.GetUtcNow());
        var existed = shelf.Secrets.TryGetValue(name, out var old);
        shelf.SetSecrets(all => all.SetItem(name, new(name, value, old?.CreatedAt ?? now, now)));
        return existed ? Answer.NoContent : new Answer(201, new JsonObject());
    }

    private static JsonObject Variable(NamedValue value)
    {
        var shape = Secret(value);
        shape["value"] = value.Value;
        return shape;
    }

    private static JsonObject Secret(NamedValue value) => new()
    {
        ["name"] = value.Name,
        ["created_at"] = Urls.Time(value.CreatedAt),
        ["updated_at"] = Urls.Time(value.UpdatedAt),
    };
}
