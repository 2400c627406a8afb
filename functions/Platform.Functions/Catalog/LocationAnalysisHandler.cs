using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>
/// Says what a repository has to say of itself, in Backstage's form: the descriptors that are there, or else entities that
/// somebody may want to describe.
/// </summary>
public sealed class LocationAnalysisHandler(RepositoryAnalysis analysis, RepositoryHost host)
{
    public const string Unavailable = "source-control-unavailable";

    private const string GitSuffix = ".git";
    private const int LongestFileName = 200;

    /// <param name="body"><c>{location: {type, target}, catalogFilename?}</c>; the latter may be a glob.</param>
    public async Task<IActionResult> AnalyzeAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["location", "catalogFilename", "catalogFileName"]);
        var repository = RepositoryOf(checks, body);
        var names = NamesOf(checks, body, "catalogFilename") ?? NamesOf(checks, body, "catalogFileName");
        if (!checks.IsClean)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
        }

        try
        {
            var found = await analysis.AnalyzeAsync(repository!, names, cancellationToken);
            return found.IsOk ? JsonResults.Json(Answer(found.Value.Existing, found.Value.Proposed))
                : found.Problems[0].Code == ReadingProblems.RepositoryEmpty ? JsonResults.Json(Answer([], []))
                : ProblemResults.From(request, StatusCodes.Status404NotFound, found.Problems);
        }
        catch (TransientSourceControlException passing)
        {
            var wait = Math.Max(1, Math.Ceiling(passing.RetryAfter?.TotalSeconds ?? 0));
            request.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            return ProblemResults.From(request, StatusCodes.Status503ServiceUnavailable, new Problem(
                Unavailable, $"The repository can't be read now: {passing.Message}", "location.target"));
        }
    }

    private RepositoryName? RepositoryOf(FieldChecks checks, JsonObject body)
    {
        if (checks.Object(body, string.Empty, "location", required: true) is not { } location)
        {
            return null;
        }

        const string expected = "'url'";
        checks.NoOthers(location, "location", ["type", "target"]);
        checks.Text(
            location, "location", "type", required: true, text => text is LocationDocument.UrlType or "github", expected);
        RepositoryName? repository = null;
        checks.Text(
            location, "location", "target", required: true, text => (repository = Read(text)) is not null,
            $"the address of a repository, like {host.Web}owner/name");
        return repository;
    }

    /// <summary>The address may lead to a file or folder in it.</summary>
    private RepositoryName? Read(string text)
    {
        if (text.Length > LocationAddresses.LongestTarget
            || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !host.Owns(url))
        {
            return null;
        }

        var parts = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length < 2 ? null
            : parts[1].EndsWith(GitSuffix, StringComparison.Ordinal) ? parts[1][..^GitSuffix.Length] : parts[1];
        return RepositoryName.TryCreate(parts.FirstOrDefault(), name, out var repository) ? repository : null;
    }

    private static DescriptorNames? NamesOf(FieldChecks checks, JsonObject body, string field)
    {
        var text = checks.Text(
            body, string.Empty, field, required: false,
            one => one.Length is > 0 and <= LongestFileName && DescriptorNames.Parse(one).IsOk, DescriptorNames.Requirements);
        return text is null ? null : DescriptorNames.Parse(text).Value;
    }

    private static object Answer(
        IReadOnlyList<ExistingDescriptor> existing, IReadOnlyList<ProposedEntity> proposals) => new
        {
            existingEntityFiles = existing.SelectMany(file => file.Entities.Select(entity => new
            {
                file.IsRegistered,
                location = new { type = LocationDocument.UrlType, target = TargetOf(file.Descriptor.Location) },
                entity,
            })),
            generateEntities = proposals.Select(proposed => new
            {
                proposed.Entity,
                fields = proposed.Fields.Select(field => new JsonObject
                {
                    ["field"] = field.Field,
                    ["state"] = JsonNamingPolicy.CamelCase.ConvertName(field.State.ToString()),
                    // Clients look for it, also where there is none.
                    ["value"] = field.Value,
                    ["description"] = field.Description,
                }),
            }),
        };

    private static string TargetOf(string location) => location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
