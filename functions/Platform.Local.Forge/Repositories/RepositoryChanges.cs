using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Repositories;

/// <summary>Changes of a repository's own fields, its move to another owner, and its end.</summary>
internal sealed class RepositoryChanges(
    ForgeStore store, ForgeEvents events, EventPayloads payloads, TimeProvider time)
{
    /// <summary>Null when the change was made.</summary>
    public Answer? Change(Call call, Repository repository)
    {
        var before = repository.Data;
        if (Refuse(call, repository) is { } refused)
        {
            return refused;
        }

        if (call.Text("name") is { } name && name != before.Name && !store.Rename(repository, name))
        {
            return Answer.Invalid("Repository", "name", "custom", "name already exists on this account");
        }

        if (call.Text("default_branch") is { } branch)
        {
            repository.Git.SetHead(branch);
        }

        var after = repository.Update(data => Apply(call, data) with { UpdatedAt = time.GetUtcNow() });
        var action = (before.Archived, after.Archived) switch
        {
            (false, true) => "archived",
            (true, false) => "unarchived",
            _ => before.Name == after.Name ? "edited" : "renamed",
        };
        events.RepositoryChanged(after, action, ChangesOf(action, before, after));
        return null;
    }

    /// <summary>GitHub moves it a moment after the answer; here it has moved with the answer.</summary>
    public Answer? Transfer(Call call, Repository repository)
    {
        var former = store.Owner(repository.Data.Owner).Data;
        if (call.Text("new_owner") is not { Length: > 0 } login)
        {
            return Answer.Invalid("Repository", "new_owner", "missing_field");
        }

        var name = call.Text("new_name") ?? repository.Data.Name;
        if (!RepositoryCreation.Name().IsMatch(name) || !store.Move(repository, store.Owner(login).Data.Login, name))
        {
            return Answer.Invalid("Repository", "name", "custom", "name already exists on this account");
        }

        var moved = repository.Update(data => data with { UpdatedAt = time.GetUtcNow() });
        events.RepositoryChanged(moved, "transferred", payloads.FormerOwner(former));
        return null;
    }

    public Answer Delete(Repository repository)
    {
        store.Delete(repository);
        events.RepositoryChanged(repository.Data, "deleted");
        return Answer.NoContent;
    }

    private static JsonObject? ChangesOf(string action, RepositoryData before, RepositoryData after)
    {
        static JsonObject From(string? value) => new() { ["from"] = value };
        var changes = new JsonObject();
        if (action == "renamed")
        {
            changes["repository"] = new JsonObject { ["name"] = From(before.Name) };
        }

        if (before.DefaultBranch != after.DefaultBranch)
        {
            changes["default_branch"] = From(before.DefaultBranch);
        }

        if (before.Description != after.Description)
        {
            changes["description"] = From(before.Description);
        }

        if (before.Homepage != after.Homepage)
        {
            changes["homepage"] = From(before.Homepage);
        }

        return action is "renamed" or "edited" ? changes : null;
    }

    private static Answer? Refuse(Call call, Repository repository)
    {
        if (repository.Data.Archived && call.Flag("archived") != false)
        {
            return Answer.Error(403, "Repository was archived so is read-only.");
        }

        if (call.Text("name") is { } name && !RepositoryCreation.Name().IsMatch(name))
        {
            return Answer.Invalid("Repository", "name", "invalid");
        }

        return call.Text("default_branch") is { } branch && repository.Git.Refs.Read($"refs/heads/{branch}") is null
            ? Answer.Invalid(
                $"The branch {branch} was not found. Please push that ref first or create it via the Git Data API.")
            : null;
    }

    private static RepositoryData Apply(Call call, RepositoryData data) =>
        data with
        {
            Description = call.Body.ContainsKey("description") ? call.Text("description") : data.Description,
            Homepage = call.Body.ContainsKey("homepage") ? call.Text("homepage") : data.Homepage,
            Visibility =
                call.Text("visibility")
                ?? call.Flag("private") switch
                {
                    true => "private",
                    false => "public",
                    _ => data.Visibility,
                },
            DefaultBranch = call.Text("default_branch") ?? data.DefaultBranch,
            Archived = call.Flag("archived") ?? data.Archived,
            Settings = data.Settings.SetItems(
                call.Body.Where(pair => RepositoryShape.IsSwitch(pair.Key))
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))),
        };
}
