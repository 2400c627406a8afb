using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>
/// Says whether the catalog would take an entity, in the form that Backstage's clients read: 200 without a word, or 400 with all
/// that is wrong. Nothing is fetched for it: placeholders stand for whatever satisfies.
/// </summary>
public sealed class EntityValidationHandler(IDocumentReader reader, IKindDefinitions kinds)
{
    private const string Url = "url:";
    private const string LocationExpected = "url: and the address of a file, like url:https://host/path";

    /// <summary>Only the catalog says these; Backstage lets them pass, and reads nothing in them.</summary>
    private static readonly string[] Outputs = ["relations", "status"];

    /// <param name="body"><c>{entity, location}</c>.</param>
    public async Task<IActionResult> JudgeAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["entity", "location"]);
        var entity = checks.Object(body, string.Empty, "entity", required: true);
        checks.Text(body, string.Empty, "location", required: true, IsFile, LocationExpected);
        var problems = checks.IsClean
            ? await ProblemsAsync(entity!, cancellationToken)
            : checks.Problems;
        return problems.Count == 0
            ? new OkResult()
            : ProblemResults.WithMore(request, StatusCodes.Status400BadRequest, problems, new
            {
                errors = problems.Select(problem => new
                {
                    name = "InputError",
                    problem.Message,
                    problem.Code,
                    problem.Field,
                    problem.Value,
                    problem.Expected,
                }),
            });
    }

    private async Task<IReadOnlyList<Problem>> ProblemsAsync(JsonObject entity, CancellationToken cancellationToken)
    {
        foreach (var output in Outputs)
        {
            entity.Remove(output);
        }

        var validation = new DescriptorValidation(reader, new(await kinds.ListAsync(cancellationToken)));
        // JSON is YAML. What is said of lines and columns would be of a text that the caller has never seen.
        return [.. validation.Judge("entity", entity.ToJsonString(PlatformJson.Options))
            .SelectMany(judged => judged.Problems).Select(problem => problem with { Place = null })];
    }

    private static bool IsFile(string text) =>
        text.StartsWith(Url, StringComparison.Ordinal) && WebUrl.IsAbsolute(text[Url.Length..]);
}
