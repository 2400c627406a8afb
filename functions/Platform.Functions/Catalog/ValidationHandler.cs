using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Validation;
using Platform.Core.Catalog.Validation.Reports;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <param name="Problems">All of them, also those that <see cref="Documents"/> had no room for.</param>
/// <param name="Truncated">Problems were left out, or files not looked at: there were too many.</param>
public sealed record ValidationAnswer(
    bool Valid, int Problems, bool Truncated, IReadOnlyList<ValidationLine> Documents);

/// <summary>
/// The engine of <c>catalog validate</c> with one thing more: the kinds that administrators have registered are known.
/// </summary>
public sealed class ValidationHandler(IDocumentReader reader, IKindDefinitions kinds)
{
    /// <summary>A file may have 500 documents; a hundred such files are nobody's pull request.</summary>
    public const int MostDocuments = 2000;

    public const int MostProblems = 1000;

    private const string Rest = "::error title=too-many::There is more to say than fits into one answer.";

    public async Task<IActionResult> JudgeAsync(ValidationRequest request, CancellationToken cancellationToken)
    {
        var validation = new DescriptorValidation(reader, new(await kinds.ListAsync(cancellationToken)));
        var judged = new List<JudgedDocument>();
        var problems = 0;
        foreach (var file in request.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (judged.Count >= MostDocuments || problems > MostProblems)
            {
                return Answer(request.Format, judged, problems, truncated: true);
            }

            var bytes = file.Content.Span;
            foreach (var document in request.Required
                ? validation.JudgeRequired(file.Name, bytes) : validation.Judge(file.Name, bytes))
            {
                var room = Math.Max(0, MostProblems - problems);
                problems += document.Problems.Count;
                judged.Add(document.Problems.Count <= room
                    ? document : document with { Problems = [.. document.Problems.Take(room)] });
            }
        }

        return Answer(request.Format, judged, problems, truncated: problems > MostProblems);
    }

    private static IActionResult Answer(
        string format, IReadOnlyList<JudgedDocument> judged, int problems, bool truncated) => format switch
        {
            ValidationRequest.Sarif => new ContentResult
            {
                ContentType = SarifLog.MediaType,
                Content = SarifLog.Of(judged, file => file).ToJsonString(PlatformJson.Options),
            },
            ValidationRequest.GitHub => new ContentResult
            {
                ContentType = "text/plain; charset=utf-8",
                Content = string.Join('\n', [.. judged.SelectMany(Annotations), .. truncated ? [Rest] : Array.Empty<string>()]),
            },
            _ => JsonResults.Json(new ValidationAnswer(
                problems == 0 && !truncated, problems, truncated, [.. judged.Select(ValidationLine.Of)])),
        };

    private static IEnumerable<string> Annotations(JudgedDocument document) =>
        document.Problems.Select(problem => GitHubAnnotation.Of(problem, document.File));
}
