using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Library.Promotion;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>Starts attempts at versions of templates, one at a time for each, and says how they went.</summary>
public sealed class PromotionHandler(
    ITemplateLibrary library, ITemplateVersions versions, IOptions<PromotionOptions> options, TimeProvider clock)
{
    private string? Organization =>
        options.Value.TemplateCanaryOrganization is { Length: > 0 } organization ? organization : null;

    public async Task<IActionResult> StartAsync(
        HttpRequest request, DurableTaskClient client, EntityRef template, string hash, string by,
        CancellationToken cancellationToken)
    {
        if (Organization is null)
        {
            return ProblemResults.From(request, StatusCodes.Status422UnprocessableEntity, new Problem(
                "canary-not-configured", "Nothing can be promoted without an organisation for canaries.",
                nameof(PromotionOptions.TemplateCanaryOrganization), Expected: "the name of an organisation"));
        }

        var found = await library.FindAsync(template, TemplateSelection.Version(hash), cancellationToken);
        if (!found.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, found.Problems);
        }

        var instance = await StartAsync(client, template, hash, by, PromotionCall.Promotion, cancellationToken);
        return JsonResults.Json(new { id = instance, status = "running" }, StatusCodes.Status202Accepted);
    }

    public async Task<IActionResult> GetAsync(
        HttpRequest request, DurableTaskClient client, EntityRef template, string hash, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(template, hash, cancellationToken) is not { } version)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                "template-version-unknown", $"'{template}' never had the version '{hash}'.", "version", hash,
                "the content hash of one of its versions"));
        }

        var runs = await client.GetInstanceAsync(InstanceOf(template, hash), cancellationToken) is { IsCompleted: false };
        return JsonResults.Json(new
        {
            status = runs ? "running"
                : version.Verification is { } last ? $"{last.Outcome}".ToLowerInvariant()
                : "none",
            isStable = await versions.FindStableAsync(template, cancellationToken) == hash,
            version.PromotedAt,
            version.PromotedBy,
            version.Verification,
        });
    }

    /// <summary>Tries what everybody is offered; without an organisation for canaries by its tests alone.</summary>
    public async Task VerifyAllAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var template in await library.ListAsync(cancellationToken))
        {
            if (template.State?.Stable is { } hash)
            {
                await StartAsync(client, template.Ref, hash, "timer", PromotionCall.Schedule, cancellationToken);
            }
        }
    }

    /// <returns>The instance that works on it; one that runs is left to.</returns>
    private async Task<string> StartAsync(
        DurableTaskClient client, EntityRef template, string hash, string by, string cause, CancellationToken cancellationToken)
    {
        var instance = InstanceOf(template, hash);
        if (await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false })
        {
            return instance;
        }

        var attempt = string.Create(CultureInfo.InvariantCulture, $"{instance}-{clock.GetUtcNow().UtcTicks}");
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ScaffoldNames.PromotionOrchestrator,
                new PromotionCall(attempt, template, hash, by, cause, Organization),
                new StartOrchestrationOptions(instance),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another request was faster.
        }

        return instance;
    }

    private static string InstanceOf(EntityRef template, string hash) =>
        $"template-promotion-{ContentHash.Of($"{template.Canonical} {hash}")[..24]}";
}
