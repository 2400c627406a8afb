using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Files;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Cli.Templates;

/// <summary>
/// The function app's own composition, so that commands know the same actions and run the same engine; its contents are kept in
/// memory, and nothing outside is asked.
/// </summary>
internal sealed class OfflinePlatform : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="more">Actions beside the built-in ones; none without it.</param>
    public OfflinePlatform(IActionSource? more = null)
    {
        // No service that a dry run uses connects to anything; the settings only satisfy the composition.
        var builder = PlatformApp.CreateBuilder(
            ["--AzureWebJobsStorage=UseDevelopmentStorage=true", "--GitHubApiUrl=https://github.invalid/", "--GitHubToken=none"]);
        builder.Services.AddSingleton<IContentStore>(Contents);
        builder.Services.AddSingleton<IActionSource>(more ?? new NoFurtherActions());
        builder.Services.AddSingleton(new FetchSources(Contents));
        _services = builder.Services.BuildServiceProvider();
    }

    public MemoryContentStore Contents { get; } = new();

    public ActionRegistry Actions => _services.GetRequiredService<ActionRegistry>();

    public DryRun DryRun => _services.GetRequiredService<DryRun>();

    public IDocumentReader Documents => _services.GetRequiredService<IDocumentReader>();

    public TemplateFiles Files => new(Documents, Contents);

    public void Dispose() => _services.Dispose();

    /// <summary>Those that administrators registered are known by the platform's storage alone.</summary>
    private sealed class NoFurtherActions : IActionSource
    {
        public IReadOnlyList<IScaffoldAction> Current => [];

        public ValueTask RefreshAsync(CancellationToken cancellationToken) => default;
    }
}
