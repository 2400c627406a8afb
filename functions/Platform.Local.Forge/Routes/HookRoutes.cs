using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Routes;

/// <summary>Webhooks of repositories and organizations, their deliveries and redelivery.</summary>
internal sealed class HookRoutes(
    ForgeStore store,
    HookSender sender,
    DeliveryStore deliveries,
    EventPayloads payloads,
    TimeProvider time) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        Map(
            "/hooks",
            (method, template, handle) =>
                routes.MapRepository(
                    method,
                    template,
                    (call, repository) => handle(call, new HookShelf(call.Urls, repository))));
        Map(
            "/orgs/{org}/hooks",
            (method, template, handle) =>
                routes.Map(method, template, call => handle(call, new HookShelf(call.Urls, store.Owner(call.Route("org"))))));
    }

    private void Map(string root, Action<string, string, Func<Call, HookShelf, Answer>> map)
    {
        map("GET", root, (call, shelf) => call.Page([.. shelf.Hooks], shelf.Shape));
        map("POST", root, Create);
        map("GET", root + "/{hook_id}", WithHook((_, shelf, hook) => Answer.Ok(shelf.Shape(hook))));
        map("PATCH", root + "/{hook_id}", WithHook(Update));
        map(
            "DELETE",
            root + "/{hook_id}",
            WithHook(
                (_, shelf, hook) =>
                {
                    shelf.Change(hooks => hooks.RemoveAll(each => each.Id == hook.Id));
                    return Answer.NoContent;
                }));
        map(
            "POST",
            root + "/{hook_id}/pings",
            WithHook(
                (_, shelf, hook) =>
                {
                    Ping(shelf, hook);
                    return Answer.NoContent;
                }));
        map(
            "GET",
            root + "/{hook_id}/deliveries",
            WithHook((call, _, hook) => call.Page(deliveries.Of(hook.Id), HookShapes.Item)));
        map(
            "GET",
            root + "/{hook_id}/deliveries/{delivery_id}",
            WithHook(
                (call, shelf, hook) =>
                    deliveries.Find(hook.Id, call.RouteId("delivery_id")) is { } delivery
                        ? Answer.Ok(HookShapes.Full(delivery, $"{shelf.Url}/{hook.Id}/deliveries/{delivery.Id}"))
                        : Answer.NotFound));
        map("POST", root + "/{hook_id}/deliveries/{delivery_id}/attempts", WithHook(Redeliver));
    }

    private static Func<Call, HookShelf, Answer> WithHook(Func<Call, HookShelf, Hook, Answer> handle) =>
        (call, shelf) =>
            shelf.Hooks.FirstOrDefault(hook => hook.Id == call.RouteId("hook_id")) is { } hook
                ? handle(call, shelf, hook)
                : Answer.NotFound;

    private Answer Create(Call call, HookShelf shelf)
    {
        var config = call.Body["config"] as JsonObject ?? [];
        if (
            !Uri.TryCreate(config["url"]?.ToString(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Answer.Invalid("Hook", "url", "invalid", "url is missing or not an absolute http(s) address");
        }

        var now = time.GetUtcNow();
        var hook = Apply(call, new Hook(store.Ids.Next(), "", "form", null, "0", ["push"], true, now, now));
        var isTwin = false;
        shelf.Change(hooks =>
        {
            isTwin = hooks.Any(other => other.Url == hook.Url && other.Events.Order().SequenceEqual(hook.Events.Order()));
            return isTwin ? hooks : hooks.Add(hook);
        });
        if (isTwin)
        {
            return Answer.Invalid("Hook", "base", "custom", "Hook already exists on this repository");
        }

        Ping(shelf, hook);
        return Answer.Created(shelf.Shape(hook));
    }

    private Answer Update(Call call, HookShelf shelf, Hook hook)
    {
        var next = Apply(call, hook) with { UpdatedAt = time.GetUtcNow() };
        shelf.Change(hooks => [.. hooks.Select(each => each.Id == hook.Id ? next : each)]);
        return Answer.Ok(shelf.Shape(next));
    }

    private Answer Redeliver(Call call, HookShelf shelf, Hook hook)
    {
        if (deliveries.Find(hook.Id, call.RouteId("delivery_id")) is not { } delivery)
        {
            return Answer.NotFound;
        }

        sender.Redeliver(delivery);
        return new Answer(202, new JsonObject());
    }

    private void Ping(HookShelf shelf, Hook hook) =>
        sender.Send(hook, shelf.Repository, "ping", null, payloads.Ping(shelf.Repository, hook, shelf.Shape(hook)));

    private static Hook Apply(Call call, Hook hook)
    {
        var config = call.Body["config"] as JsonObject ?? [];
        return hook with
        {
            Url = config["url"]?.ToString() ?? hook.Url,
            ContentType = config["content_type"]?.ToString() ?? hook.ContentType,
            Secret = config["secret"]?.ToString() ?? hook.Secret,
            InsecureSsl = config["insecure_ssl"]?.ToString() ?? hook.InsecureSsl,
            Events = call.Body["events"] is JsonArray names ? [.. names.Select(name => name!.ToString())] : hook.Events,
            Active = call.Flag("active") ?? hook.Active,
        };
    }
}

/// <summary>The place that hooks hang on: a repository or an organization.</summary>
internal sealed class HookShelf
{
    private readonly Func<ImmutableArray<Hook>> _read;

    public HookShelf(Urls urls, Repository repository)
    {
        Repository = repository.Data;
        Url = $"{urls.Repository(repository.Data.FullName)}/hooks";
        _read = () => repository.Data.Hooks;
        Change = change => repository.Update(data => data with { Hooks = change(data.Hooks) });
    }

    public HookShelf(Urls urls, Owner owner)
    {
        Url = $"{urls.Root}/orgs/{owner.Data.Login}/hooks";
        _read = () => owner.Data.Hooks;
        Change = change => owner.Update(data => data with { Hooks = change(data.Hooks) });
    }

    /// <value>Null for an organization.</value>
    public RepositoryData? Repository { get; }

    public string Url { get; }

    public ImmutableArray<Hook> Hooks => _read();

    public Action<Func<ImmutableArray<Hook>, ImmutableArray<Hook>>> Change { get; }

    public JsonObject Shape(Hook hook) => HookShapes.Hook(hook, Url, Repository is not null);
}
