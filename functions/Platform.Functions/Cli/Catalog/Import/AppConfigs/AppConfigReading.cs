using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary>
/// Reads a Backstage's <c>app-config.yaml</c>: its locations are imported, what else it says of the catalog becomes settings of
/// the platform, and what has no counterpart is told.
/// </summary>
internal sealed class AppConfigReading(string path, DescriptorFiles files)
{
    private readonly string _folder = Path.GetDirectoryName(path)!;

    public async Task<ImportMaterial> ReadAsync(JsonObject written, CancellationToken cancellationToken)
    {
        var substitution = new ConfigSubstitution(_folder, Environment.GetEnvironmentVariable, files);
        var config = (JsonObject)substitution.Resolve(written)!;
        var mapping = new ConfigMapping();
        var catalog = mapping.Object(config, "catalog") ?? [];
        foreach (var location in mapping.Objects(catalog, "locations"))
        {
            await AddAsync(location, mapping, cancellationToken);
        }

        new RulesMapping(mapping).Map(catalog);
        new ProvidersMapping(mapping).Map(mapping.Object(catalog, "providers") ?? []);
        new OtherMapping(mapping).Map(config, catalog);
        return new(FileMaterial.NameOf(path), files.Entities)
        {
            Locations = files.Locations,
            Faults = files.Faults,
            Settings = mapping.Settings,
            Sentences = [.. substitution.Sentences, .. files.Sentences, .. mapping.Sentences],
        };
    }

    private async Task AddAsync(JsonObject location, ConfigMapping mapping, CancellationToken cancellationToken)
    {
        var (type, target) = (ConfigMapping.Text(location["type"]), ConfigMapping.Text(location["target"]));
        switch (type, target)
        {
            case ("url", { Length: > 0 }):
                files.Register(target);
                break;
            case ("file", { Length: > 0 }) when !target.AsSpan().ContainsAny("*?{["):
                await files.AddAsync(FileOf(target), isOptional: false, cancellationToken);
                break;
            default:
                mapping.Say($"The location '{type}:{target}' is not imported: only single addresses (url) and files (file) are.");
                break;
        }
    }

    /// <summary>Files are relative to where the backend runs, which in a repository of Backstage is its own package.</summary>
    private string FileOf(string target)
    {
        var here = Path.Combine(_folder, target);
        var backend = Path.Combine(_folder, "packages", "backend", target);
        return !File.Exists(here) && File.Exists(backend) ? backend : here;
    }
}
