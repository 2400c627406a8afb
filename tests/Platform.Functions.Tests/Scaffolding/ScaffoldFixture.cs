using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>One app with quick templates for the tests of a class.</summary>
public class ScaffoldFixture : IAsyncLifetime
{
    private int _names;

    public PlatformHost Host { get; private set; } = null!;

    public ForgeApi Forge { get; private set; } = null!;

    public ScaffolderClient Scaffolder { get; private set; } = null!;

    public TemplateFolder Templates { get; } = new TemplateFolder()
        .WithService("plain")
        .WithService("green", "echo all is well")
        .WithService("red", "echo something is wrong; exit 3")
        .WithService("slow", "sleep 11");

    public virtual async ValueTask InitializeAsync()
    {
        Host = await PlatformHost.StartAsync(Configure, Compose);
        Forge = await ForgeApi.OpenAsync();
        Scaffolder = new ScaffolderClient(Host.Client);
    }

    public string NewName() => $"orders-{Interlocked.Increment(ref _names)}";

    public JsonObject Values(string name, string? organization = null) =>
        new() { ["name"] = name, ["organization"] = organization ?? Host.Organization };

    public async Task<bool> HasEntityAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await Host.Client.GetAsync($"catalog/entities/by-name/component/default/{name}", cancellationToken);
        return response.IsSuccessStatusCode;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
        Forge.Dispose();
        Templates.Dispose();
    }

    protected virtual void Compose(IServiceCollection services)
    {
    }

    protected virtual void Configure(IDictionary<string, string?> settings) => settings["TemplatesDirectory"] = Templates.Path;
}
