using System.Text.Json.Nodes;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>
/// Tells hooks of pull requests, reviews, issues, deployments and releases: whatever changed between two states of a repository,
/// by whichever way.
/// </summary>
internal sealed class ChangeEvents(
    ForgeStore store, HookSender hooks, HookBook book, EventPayloads payloads, DeploymentShapes shapes, PeopleStore people,
    Urls urls)
{
    public void Listen() => store.Changed += Tell;

    private void Tell(Repository repository, RepositoryData before, RepositoryData after)
    {
        if (!book.Of(after).Any(hook => hook.Active))
        {
            return;
        }

        Pulls(repository, before, after);
        Issues(before, after);
        foreach (var made in after.Deployments)
        {
            var old = before.Deployments.FirstOrDefault(one => one.Id == made.Id);
            Deployment(after, old, made);
        }

        foreach (var release in after.Releases.Where(one => one.PublishedAt is not null
            && before.Releases.All(old => old.Id != one.Id || old.PublishedAt is null)))
        {
            foreach (var action in release.Prerelease ? new[] { "published", "prereleased" } : ["published", "released"])
            {
                Publish(after, "release", action, "release", shapes.Release(after, release));
            }
        }
    }

    private void Pulls(Repository repository, RepositoryData before, RepositoryData after)
    {
        var issues = IssuesOf(after);
        var pulls = new PullShapes(urls, repository, issues, store.Owner(after.Owner).Data, Me);
        foreach (var now in after.PullRequests)
        {
            var old = before.PullRequests.FirstOrDefault(one => one.Number == now.Number);
            var actions = old is null ? ["opened"] : PullActions(old, now).ToList();
            foreach (var action in actions)
            {
                Publish(
                    after, "pull_request", action, "pull_request", pulls.Full(now), payload => payload["number"] = now.Number);
            }

            foreach (var review in now.Reviews.Skip(old?.Reviews.Length ?? 0))
            {
                Publish(
                    after, "pull_request_review", "submitted", "review", shapes.Review(after, now, review, webhook: true),
                    payload => payload["pull_request"] = pulls.Simple(now));
            }
        }
    }

    private void Issues(RepositoryData before, RepositoryData after)
    {
        var issues = IssuesOf(after);
        foreach (var now in after.Issues)
        {
            var old = before.Issues.FirstOrDefault(one => one.Number == now.Number);
            var actions = old is null ? ["opened"]
                : Threads(old.IsOpen, now.IsOpen, old.Title != now.Title || old.Body != now.Body, old.Thread, now.Thread);
            foreach (var action in actions)
            {
                Publish(after, "issues", action, "issue", issues.Issue(now));
            }
        }
    }

    private void Deployment(RepositoryData after, DeploymentData? old, DeploymentData now)
    {
        if (old is null)
        {
            Publish(after, "deployment", "created", "deployment", shapes.Deployment(after, now));
        }

        // GitHub tells nobody that one became inactive.
        foreach (var status in now.Statuses.Skip(old?.Statuses.Length ?? 0).Where(one => one.State != "inactive"))
        {
            Publish(
                after, "deployment_status", "created", "deployment_status", shapes.Status(after, now, status),
                payload => payload["deployment"] = shapes.Deployment(after, now));
        }
    }

    private static IEnumerable<string> PullActions(PullRequestData old, PullRequestData now)
    {
        if (old.HeadSha != now.HeadSha)
        {
            yield return "synchronize";
        }

        foreach (var action in Threads(
            old.IsOpen, now.IsOpen, old.Title != now.Title || old.Body != now.Body, old.Thread, now.Thread))
        {
            yield return action;
        }
    }

    private static IEnumerable<string> Threads(
        bool wasOpen, bool isOpen, bool edited, ThreadData before, ThreadData after)
    {
        if (wasOpen != isOpen)
        {
            yield return isOpen ? "reopened" : "closed";
        }

        if (edited)
        {
            yield return "edited";
        }

        foreach (var _ in after.Labels.Except(before.Labels, StringComparer.Ordinal))
        {
            yield return "labeled";
        }

        foreach (var _ in before.Labels.Except(after.Labels, StringComparer.Ordinal))
        {
            yield return "unlabeled";
        }
    }

    private void Publish(
        RepositoryData data, string name, string action, string field, JsonObject shape, Action<JsonObject>? more = null)
    {
        var payload = new JsonObject { ["action"] = action, [field] = shape };
        more?.Invoke(payload);
        payload["repository"] = urls.Repository(data, store.Owner(data.Owner).Data);
        hooks.Publish(data, name, action, payloads.Common(data, payload));
    }

    private IssueShapes IssuesOf(RepositoryData data) => new(urls, data, store.Owner(data.Owner).Data, Me, people);

    private OwnerData Me => store.Owner(ForgeUser.Login, "User").Data;
}
