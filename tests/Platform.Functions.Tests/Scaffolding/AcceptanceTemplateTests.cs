using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>The template that users have: verbatim, but for the skeleton that it points to.</summary>
public sealed class AcceptanceTemplateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_acceptance_template_runs_verbatim()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "The reference data is not beside this working copy.");
        var data = Path.Combine(RepositoryRoot.Shared, "data", "acceptance");
        var definition = await File.ReadAllTextAsync(Path.Combine(data, "template.yaml"), Cancel);
        var descriptor = (await File.ReadAllTextAsync(Path.Combine(data, "catalog-info.yaml"), Cancel))
            .Replace("order-service", "${{ values.name }}", StringComparison.Ordinal);
        using var templates = new TemplateFolder()
            .Write("python/template.yaml", definition)
            .Write("python/content/catalog-info.yaml", descriptor)
            .Write("python/content/CODEOWNERS", "* @${{ values.owner }}\n");
        await using var host = await PlatformHost.StartAsync(settings => settings["TemplatesDirectory"] = templates.Path);
        using var forge = await ForgeApi.OpenAsync();
        var name = $"order-service-{Guid.NewGuid():N}"[..30];
        var scaffolder = new ScaffolderClient(host.Client);

        var task = await scaffolder.CreateAsync(
            "python-fastapi-service",
            new JsonObject { ["name"] = name, ["owner"] = "team-commerce", ["environment"] = "staging" },
            Cancel);
        var events = await scaffolder.FollowAsync(task, Cancel);

        Assert.Null(events[^1].Body.Error);
        Assert.Equal(
            ["fetch-template", "publish", "register"],
            events.Where(entry => entry.Body is { StepId: not null, Status: StepStatus.Completed })
                .Select(entry => entry.Body.StepId));
        var owners = await forge.FindAsync($"repos/myorg/{name}/contents/CODEOWNERS", Cancel);
        var text = Convert.FromBase64String(owners!["content"]!.GetValue<string>());
        Assert.Equal("* @team-commerce\n", Encoding.UTF8.GetString(text));
        using var entity = await host.Client.GetAsync($"catalog/entities/by-name/component/default/{name}", Cancel);
        Assert.True(entity.IsSuccessStatusCode);
    }
}
