using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Autolinks, deploy keys and the website of a repository.</summary>
internal sealed class RepositoryPartRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        MapList(routes, "/autolinks", "autolink_id", data => data.Autolinks, (data, left) => data with { Autolinks = left });
        routes.MapRepository("POST", "/autolinks", CreateAutolink);
        MapList(routes, "/keys", "key_id", data => data.DeployKeys, (data, left) => data with { DeployKeys = left });
        routes.MapRepository("POST", "/keys", CreateKey);
        routes.MapRepository("GET", "/pages", (_, repository) =>
            repository.Data.Pages is { } pages ? Answer.Ok(pages.DeepClone()) : Answer.NotFound);
        routes.MapRepository("POST", "/pages", EnablePages);
        routes.MapRepository("DELETE", "/pages", (_, repository) =>
        {
            var was = repository.Data.Pages;
            repository.Update(data => data with { Pages = null });
            return was is null ? Answer.NotFound : Answer.NoContent;
        });
    }

    private static void MapList(
        RouteTable routes,
        string root,
        string id,
        Func<RepositoryData, ImmutableArray<JsonObject>> of,
        Func<RepositoryData, ImmutableArray<JsonObject>, RepositoryData> replace)
    {
        JsonObject? Find(Call call, Repository repository) =>
            of(repository.Data).FirstOrDefault(one => (long)one["id"]! == call.RouteId(id));
        // Autolinks come in one page, whatever is asked for.
        routes.MapRepository("GET", root, (call, repository) => root == "/autolinks"
            ? Answer.Ok(new JsonArray([.. of(repository.Data).Select(one => one.DeepClone())]))
            : call.Page(of(repository.Data), one => one.DeepClone()));
        routes.MapRepository("GET", $"{root}/{{{id}}}", (call, repository) =>
            Find(call, repository) is { } one ? Answer.Ok(one.DeepClone()) : Answer.NotFound);
        routes.MapRepository("DELETE", $"{root}/{{{id}}}", (call, repository) =>
        {
            if (Find(call, repository) is not { } one)
            {
                return Answer.NotFound;
            }

            repository.Update(data => replace(data, [.. of(data).Where(other => (long)other["id"]! != (long)one["id"]!)]));
            return Answer.NoContent;
        });
    }

    private Answer CreateAutolink(Call call, Repository repository)
    {
        var (prefix, template) = (call.Text("key_prefix"), call.Text("url_template"));
        if (string.IsNullOrEmpty(prefix) || template?.Contains("<num>", StringComparison.Ordinal) != true)
        {
            return Answer.Invalid("KeyLink", prefix is null ? "key_prefix" : "url_template", "invalid");
        }

        var made = new JsonObject
        {
            ["id"] = store.Ids.Next(),
            ["key_prefix"] = prefix,
            ["url_template"] = template,
            ["is_alphanumeric"] = call.Flag("is_alphanumeric") ?? true,
        };
        return Add(
            repository,
            made,
            data => data.Autolinks,
            (data, all) => data with { Autolinks = all },
            other => $"{other["key_prefix"]}" == prefix,
            Answer.Invalid("KeyLink", "key_prefix", "already_exists"));
    }

    private Answer CreateKey(Call call, Repository repository)
    {
        if (call.Text("key")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var type, var body, ..])
        {
            return Answer.Invalid(
                "PublicKey", "key", "custom", "key is invalid. You must supply a key in OpenSSH public key format");
        }

        var id = store.Ids.Next();
        // GitHub keeps the key without its comment.
        var made = new JsonObject
        {
            ["id"] = id,
            ["key"] = $"{type} {body}",
            ["url"] = $"{call.Urls.Repository(repository.Data.FullName)}/keys/{id}",
            ["title"] = call.Text("title") ?? string.Empty,
            ["verified"] = true,
            ["created_at"] = Urls.Time(time.GetUtcNow()),
            ["read_only"] = call.Flag("read_only") ?? false,
        };
        var isUsed = store.Repositories.Any(other => other.Id != repository.Id
            && other.Data.DeployKeys.Any(key => $"{key["key"]}" == $"{type} {body}"));
        var taken = Answer.Invalid("PublicKey", "key", "custom", "key is already in use");
        return isUsed ? taken : Add(
            repository,
            made,
            data => data.DeployKeys,
            (data, all) => data with { DeployKeys = all },
            other => $"{other["key"]}" == $"{type} {body}",
            taken);
    }

    private Answer EnablePages(Call call, Repository repository)
    {
        var (type, source) = (call.Text("build_type") ?? "legacy", call.Body["source"] as JsonObject);
        var branch = source?["branch"]?.ToString();
        if (type == "legacy" && (branch is null || repository.Git.Refs.Read($"refs/heads/{branch}") is null))
        {
            return Answer.Invalid($"The {branch} branch must exist before GitHub Pages can be built.");
        }

        if (repository.Data.Pages is not null)
        {
            return Answer.Error(409, "GitHub Pages is already enabled.");
        }

        var made = new JsonObject
        {
            ["url"] = $"{call.Urls.Repository(repository.Data.FullName)}/pages",
            ["status"] = null,
            ["cname"] = null,
            ["custom_404"] = false,
            ["html_url"] = $"{call.Urls.Root}/_pages/{repository.Data.FullName}/",
            ["build_type"] = type,
            ["source"] = new JsonObject
            {
                ["branch"] = branch ?? repository.Data.DefaultBranch,
                ["path"] = $"{source?["path"] ?? "/"}",
            },
            ["public"] = true,
            ["https_enforced"] = true,
        };
        repository.Update(data => data with { Pages = made });
        return Answer.Created(made.DeepClone());
    }

    private static Answer Add(
        Repository repository,
        JsonObject made,
        Func<RepositoryData, ImmutableArray<JsonObject>> of,
        Func<RepositoryData, ImmutableArray<JsonObject>, RepositoryData> replace,
        Func<JsonObject, bool> isTwin,
        Answer taken)
    {
        var hasTwin = false;
        repository.Update(data => (hasTwin = of(data).Any(isTwin)) ? data : replace(data, of(data).Add(made)));
        return hasTwin ? taken : Answer.Created(made.DeepClone());
    }
}
