using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Variables of workflows: creates what is missing, updates what differs, leaves the rest. None is read back after it was
/// written, because a lagging replica would answer with 404.
/// </summary>
internal sealed class ActionsVariables(RepositoryApi api)
{
    /// <param name="root"><c>actions</c>, or <c>environments/NAME</c>.</param>
    public async Task<Result<Unit>> WriteAsync(
        RepositoryName repository,
        string root,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken)
    {
        if (values.Count == 0)
        {
            return Unit.Value;
        }

        var listed = await api.ListAsync(
            repository, "list the variables", $"{root}/variables", "variables", cancellationToken);
        if (!listed.IsOk)
        {
            return Result<Unit>.Failed(listed.Problems);
        }

        // GitHub keeps names in upper case, whatever was sent.
        var there = listed.Value.ToDictionary(
            variable => $"{variable["name"]}", variable => $"{variable["value"]}", StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values.Where(wanted => there.GetValueOrDefault(wanted.Key) != wanted.Value))
        {
            var written = await WriteAsync(repository, root, name, value, there.ContainsKey(name), cancellationToken);
            if (!written.IsOk)
            {
                return Result<Unit>.Failed(written.Problems);
            }
        }

        return Unit.Value;
    }

    private async Task<Result<JsonNode>> WriteAsync(
        RepositoryName repository, string root, string name, string value, bool isThere, CancellationToken cancellationToken)
    {
        var (doing, body) = ($"set the variable {name}", new JsonObject { ["name"] = name, ["value"] = value });
        if (!isThere)
        {
            var made = await api.PostAsync(repository, doing, $"{root}/variables", body, cancellationToken);
            if (!made.IsOk || made.Value.Value is not null)
            {
                return made.IsOk ? made.Value.Value! : Result<JsonNode>.Failed(made.Problems);
            }
        }

        // A listing may be late, or not have named it for being long.
        return await api.PatchAsync(
            repository, doing, $"{root}/variables/{Uri.EscapeDataString(name)}", body, cancellationToken);
    }
}
