using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Benchmarks.Durable;
using Platform.Functions;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>The app's own services in this process, on an account; every call to storage is counted.</summary>
internal sealed class ScaleServices : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ScaleServices(string connection)
    {
        var builder = PlatformApp.CreateBuilder(
            [
                $"--AzureWebJobsStorage={connection}", "--GitHubToken=not-used", "--GitHubApiUrl=http://127.0.0.1:1/",
                "--GitHubIsForge=true", $"--CatalogRules={ScaleHost.Rules}",
            ]);
        var (tables, blobs) = (new TableClientOptions(), new BlobClientOptions());
        Calls.AddTo(tables);
        Calls.AddTo(blobs);
        builder.Services.AddSingleton(new TableServiceClient(connection, tables));
        builder.Services.AddSingleton(new BlobServiceClient(connection, blobs));
        _services = builder.Services.BuildServiceProvider();
    }

    public StorageCallCounter Calls { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
