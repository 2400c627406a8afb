using System.Text.Json.Nodes;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Deployments, their statuses, releases and reviews as GitHub writes them.</summary>
internal sealed class DeploymentShapes(ForgeStore store, Urls urls)
{
    private JsonObject Me => urls.SimpleUser(store.Owner(ForgeUser.Login, "User").Data);

    public JsonObject Deployment(RepositoryData repository, DeploymentData one)
    {
        var api = $"{urls.Repository(repository.FullName)}/deployments/{one.Id}";
        return new()
        {
            ["url"] = api,
            ["id"] = one.Id,
            ["node_id"] = Urls.NodeId("Deployment", one.Id),
            ["task"] = one.Task,
            ["original_environment"] = one.Environment,
            ["environment"] = one.Environment,
            ["description"] = one.Description,
            ["created_at"] = Urls.Time(one.CreatedAt),
            ["updated_at"] = Urls.Time(one.UpdatedAt),
            ["statuses_url"] = $"{api}/statuses",
            ["repository_url"] = urls.Repository(repository.FullName),
            ["creator"] = Me,
            ["sha"] = one.Sha,
            ["ref"] = one.Ref,
            ["payload"] = one.Payload?.DeepClone() ?? new JsonObject(),
            ["transient_environment"] = one.Transient,
            ["production_environment"] = one.Production,
        };
    }

    public JsonObject Status(RepositoryData repository, DeploymentData of, DeploymentStatusData one)
    {
        var deployment = $"{urls.Repository(repository.FullName)}/deployments/{of.Id}";
        return new()
        {
            ["url"] = $"{deployment}/statuses/{one.Id}",
            ["id"] = one.Id,
            ["node_id"] = Urls.NodeId("DeploymentStatus", one.Id),
            ["state"] = one.State,
            ["creator"] = Me,
            ["description"] = one.Description,
            ["environment"] = one.Environment,
            ["target_url"] = one.LogUrl,
            ["created_at"] = Urls.Time(one.CreatedAt),
            ["updated_at"] = Urls.Time(one.CreatedAt),
            ["deployment_url"] = deployment,
            ["repository_url"] = urls.Repository(repository.FullName),
            ["log_url"] = one.LogUrl,
        };
    }

    public JsonObject Release(RepositoryData repository, ReleaseData one)
    {
        var (api, html) = ($"{urls.Repository(repository.FullName)}/releases/{one.Id}", urls.Html(repository.FullName));
        return new()
        {
            ["url"] = api,
            ["html_url"] = $"{html}/releases/tag/{one.Tag}",
            ["assets_url"] = $"{api}/assets",
            ["upload_url"] = $"{api}/assets{{?name,label}}",
            ["tarball_url"] = $"{urls.Repository(repository.FullName)}/tarball/{one.Tag}",
            ["zipball_url"] = $"{urls.Repository(repository.FullName)}/zipball/{one.Tag}",
            ["id"] = one.Id,
            ["node_id"] = Urls.NodeId("Release", one.Id),
            ["tag_name"] = one.Tag,
            ["target_commitish"] = one.Target,
            ["name"] = one.Name,
            ["body"] = one.Body,
            ["draft"] = one.Draft,
            ["prerelease"] = one.Prerelease,
            ["created_at"] = Urls.Time(one.CreatedAt),
            ["published_at"] = one.PublishedAt is { } at ? Urls.Time(at) : null,
            ["author"] = Me,
            ["assets"] = new JsonArray(),
        };
    }

    /// <param name="webhook">GitHub writes the state in lower case there.</param>
    public JsonObject Review(RepositoryData repository, PullRequestData of, ReviewData one, bool webhook)
    {
        var pull = $"{urls.Repository(repository.FullName)}/pulls/{of.Number}";
        var html = $"{urls.Html(repository.FullName)}/pull/{of.Number}#pullrequestreview-{one.Id}";
        return new()
        {
            ["id"] = one.Id,
            ["node_id"] = Urls.NodeId("PullRequestReview", one.Id),
            ["user"] = Me,
            ["body"] = one.Body ?? string.Empty,
            ["state"] = webhook ? one.State.ToLowerInvariant() : one.State,
            ["html_url"] = html,
            ["pull_request_url"] = pull,
            ["author_association"] = "MEMBER",
            ["_links"] = new JsonObject
            {
                ["html"] = new JsonObject { ["href"] = html },
                ["pull_request"] = new JsonObject { ["href"] = pull },
            },
            ["submitted_at"] = Urls.Time(one.SubmittedAt),
            ["commit_id"] = one.CommitId,
        };
    }
}
