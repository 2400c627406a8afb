using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Proposals;

/// <summary>One repository, acme/orders, and a catalog.</summary>
internal sealed class AnalysisWorld
{
    public const string Repository = "acme/orders";

    public MemoryRepositories Repositories { get; } = new();

    public MemoryCatalog Catalog { get; } = new();

    public ListedRepository Listed { get; set; } = new(
        1, RepositoryName.Parse(Repository), "main", new Uri($"https://github.com/{Repository}"), false, false, null, 1);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public AnalysisWorld With(string path, string text = "")
    {
        Repositories[Repository, path] = text;
        return this;
    }

    public AnalysisWorld Page(string? description = null, string? language = null, params string[] topics)
    {
        Repositories.Profiles[Repository] = new(Listed, description, language, topics, IsTemplate: false);
        return this;
    }

    public async Task<AnalysisWorld> KnowsAsync(string kind, string name, string? annotation = null, string? value = null)
    {
        var entity = new EntityBuilder().With("kind", kind).Named(name);
        if (annotation is not null)
        {
            entity.With("metadata.annotations", new System.Text.Json.Nodes.JsonObject { [annotation] = value });
        }

        await Catalog.Store.WriteAsync([entity.Write(source: $"elsewhere:{kind}:{name}")], Cancel);
        return this;
    }

    public async Task<AnalyzedRepository> AnalyzeAsync(DescriptorNames? names = null)
    {
        var analysis = new RepositoryAnalysis(
            Repositories, new YamlDocumentReader(), Catalog.Sources, Catalog.Store, DescriptorNames.Default);
        var result = await analysis.AnalyzeAsync(RepositoryName.Parse(Repository), names, Cancel);
        Assert.Empty(result.Problems);
        return result.Value!;
    }

    /// <summary>The one entity that is proposed.</summary>
    public async Task<ProposedEntity> OneAsync() => Assert.Single((await AnalyzeAsync()).Proposed);
}

internal static class ProposedEntityReading
{
    public static ProposedField Field(this ProposedEntity entity, string field) =>
        entity.Fields.Single(one => one.Field == field);

    public static string? ValueOf(this ProposedEntity entity, string field) => entity.Field(field).Value;
}
