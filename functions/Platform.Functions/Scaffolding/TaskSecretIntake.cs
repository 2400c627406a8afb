using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Functions.Scaffolding;

/// <summary>Takes the secrets of requests: for a new task, and again for one that is to be tried once more.</summary>
public sealed class TaskSecretIntake(ITaskSecrets secrets, IKeyWrap keys, ITaskStore tasks, ITemplateLibrary templates)
{
    /// <returns>Null when the platform can keep what was given.</returns>
    public Problem? Refusal(IReadOnlyDictionary<string, string> given) => given.Count == 0 || keys.IsConfigured
        ? null
        : new(
            "secrets-not-supported", "This platform has no vault for task secrets, so a request with secrets is refused.",
            "secrets", Expected: "no secrets, or a platform whose TaskSecretsKeyUrl is set");

    /// <summary>Those that the task has stay: the request was here before.</summary>
    public Task KeepAsync(TaskId task, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken) =>
        given.Count == 0 ? Task.CompletedTask : secrets.StoreAsync(task, given, cancellationToken);

    /// <summary>
    /// What a task was given is wiped at its end, so a retry brings it again: the same names, by the same schema.
    /// </summary>
    /// <returns>What is wrong; empty when the task has what it needs, or is in no state to be tried again.</returns>
    public async Task<IReadOnlyList<Problem>> KeepAgainAsync(
        TaskId? id, JsonNode? written, CancellationToken cancellationToken)
    {
        if (id is null || await tasks.FindAsync(id, cancellationToken) is not
            { Status: ScaffoldTaskStatus.Failed or ScaffoldTaskStatus.Cancelled } task)
        {
            return [];
        }

        var read = SecretRules.Read(written);
        if (!read.IsOk)
        {
            return read.Problems;
        }

        var given = read.Value;
        IReadOnlyList<Problem> problems =
        [
            .. Mismatches(task.Spec.SecretNames, given),
            .. await CheckAsync(task, given, cancellationToken),
            .. Refusal(given) is { } refusal ? [refusal] : Array.Empty<Problem>(),
        ];
        if (problems.Count == 0)
        {
            await KeepAsync(task.Id, given, cancellationToken);
        }

        return problems;
    }

    private static IEnumerable<Problem> Mismatches(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> given)
    {
        var expected = names.Count == 0 ? "no secrets: the task was made without" : $"the secrets {string.Join(", ", names)}";
        foreach (var missing in names.Where(name => !given.ContainsKey(name)))
        {
            yield return new(
                "secret-missing", $"The secret '{missing}' is wiped since the task ended; it has to be given again.",
                FieldPath.Key("secrets", missing), Expected: expected);
        }

        foreach (var unknown in given.Keys.Except(names))
        {
            yield return new(
                "secret-unknown", $"The task was made without a secret '{unknown}'.", FieldPath.Key("secrets", unknown),
                Expected: expected);
        }
    }

    // A template that is gone, or can't be read any more, has no say in a task that was made of it.
    private async Task<IReadOnlyList<Problem>> CheckAsync(
        ScaffoldTask task, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var found = await templates.FindAsync(task.Spec.TemplateInfo.EntityRef, cancellationToken);
        return found.IsOk && TemplateParser.Parse(found.Value.Document) is { IsOk: true } template
            ? SecretRules.Check(template.Value, given)
            : [];
    }
}
