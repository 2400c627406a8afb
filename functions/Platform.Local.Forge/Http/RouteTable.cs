using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Http;

/// <summary>One documented operation: the template is written as in GitHub's reference.</summary>
internal sealed record ApiRoute(string Method, string Template, Func<Call, Task<Answer>> Handle)
{
    /// <value>False for administration, which is not journaled and never misbehaves.</value>
    public bool IsGitHub { get; init; } = true;

    /// <value>The template as the reference writes it, without our mark for parameters that span segments.</value>
    public string Name => Template.Replace("{**", "{", StringComparison.Ordinal);

    /// <value>False where a POST only reads, as git's fetch does.</value>
    public bool MutatesByMethod { get; init; } = true;

    /// <value>True where no token is asked for.</value>
    public bool IsOpen { get; init; }
}

/// <summary>Collects the routes of all groups.</summary>
internal sealed class RouteTable(ForgeStore store)
{
    public const string RepositoryTemplate = "/repos/{owner}/{repo}";
    private readonly List<ApiRoute> _routes = [];

    public IReadOnlyList<ApiRoute> Routes => _routes;

    public void Map(string method, string template, Func<Call, Answer> handle) =>
        Map(method, template, call => Task.FromResult(handle(call)));

    public void Map(string method, string template, Func<Call, Task<Answer>> handle) =>
        _routes.Add(new(method, template, handle));

    /// <summary>A POST that only reads. It names its organization in its variables, if at all.</summary>
    public void MapQuery(string template, Func<Call, Answer> handle) =>
        _routes.Add(new("POST", template, call => Task.FromResult(handle(call))) { MutatesByMethod = false });

    public void MapAdmin(string method, string template, Func<Call, Answer> handle) =>
        _routes.Add(new(method, template, call => Task.FromResult(handle(call))) { IsGitHub = false });

    public void MapOpen(string method, string template, Func<Call, Repository, Answer> handle) =>
        _routes.Add(
            new(
                method,
                template,
                call =>
                    Task.FromResult(
                        store.Find(call.Route("owner"), call.Route("repo")) is { } repository
                            ? handle(call, repository)
                            : Answer.NotFound))
            {
                IsGitHub = false,
                IsOpen = true,
            });

    /// <summary>Below a repository: 404 when it is not there, 403 for changes of an archived one.</summary>
    public void MapRepository(string method, string template, Func<Call, Repository, Answer> handle) =>
        MapRepository(method, template, (call, repository) => Task.FromResult(handle(call, repository)));

    public void MapRepository(string method, string template, Func<Call, Repository, Task<Answer>> handle) =>
        Map(
            method,
            RepositoryTemplate + template,
            call =>
            {
                if (Find(call) is not { } repository || IsGone(repository, template))
                {
                    return Task.FromResult(
                        store.FindFormer(call.Route("owner"), call.Route("repo")) is { } moved && moved.Exists
                            ? Answer.Moved(call, moved.Id)
                            : Answer.NotFound);
                }

                // An archived repository can still be read, unarchived and deleted.
                return repository.Data.Archived && method != "GET" && template.Length > 0
                    ? Task.FromResult(Answer.Error(403, "Repository was archived so is read-only."))
                    : handle(call, repository);
            });

    private Repository? Find(Call call)
    {
        var (owner, name) = (call.Route("owner"), call.Route("repo"));
        return call.Lag is { } lag ? store.FindAsOf(owner, name, lag) : store.Find(owner, name);
    }

    // Of a deleted repository, a lagging replica still knows the record; the files are gone.
    private static bool IsGone(Repository repository, string template) =>
        repository.Lag is not null && template.Length > 0 && !repository.Exists;
}
