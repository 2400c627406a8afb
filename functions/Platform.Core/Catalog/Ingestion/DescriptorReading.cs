using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Relations;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>What a descriptor says.</summary>
/// <param name="Entities">Each reference once.</param>
/// <param name="Problems">Of the documents that made no entity, and references that can't be read of those that did.</param>
public sealed record ReadDescriptor(IReadOnlyList<CatalogEntity> Entities, IReadOnlyList<Problem> Problems)
{
    /// <value>Every document made an entity, so what the text describes is known completely.</value>
    public bool IsComplete { get; init; } = true;

    /// <value>Texts beside it that were read, also for documents that made no entity.</value>
    public IReadOnlyList<string> RefreshKeys { get; init; } = [];
}

/// <summary>Makes entities of a descriptor's text: every document by itself, with its placeholders put in.</summary>
public sealed class DescriptorReading(
    IDocumentReader reader,
    ICatalogFiles files,
    IWebTexts web,
    AllowedUrls allowed,
    RepositoryHost host,
    IKindDefinitions kinds,
    IAllowRules rules,
    IDocumentChecks? checks = null)
{
    public const string Duplicate = "entity-duplicate";

    private readonly PlaceholderResolver _placeholders = new(reader);

    /// <summary>The foreign kinds as they are now; one look does for all descriptors of a request.</summary>
    public async Task<KindRegistry> KindsAsync(CancellationToken cancellationToken) =>
        new(await kinds.ListAsync(cancellationToken));

    public async Task<ReadDescriptor> ReadAsync(
        Descriptor descriptor, string text, KindRegistry registry, CancellationToken cancellationToken)
    {
        var source = new DescriptorPlaceholders(descriptor, files, web, allowed, host);
        var entities = new Dictionary<EntityRef, CatalogEntity>();
        var problems = new List<Problem>();
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var isComplete = true;
        foreach (var read in reader.Read(descriptor.Name, text))
        {
            problems.AddRange(read.Problems);
            // An empty document, for example after a last '---', says nothing and is no mistake.
            if (!read.IsOk || read.Value.Root is null)
            {
                isComplete &= read.IsOk;
                continue;
            }

            var entity = await EntityAsync(descriptor, read.Value, source, registry, problems, keys, cancellationToken);
            isComplete &= entity is not null;
            if (entity is not null && !entities.TryAdd(entity.Ref, entity))
            {
                problems.Add(DuplicateProblem(entity.Ref, read.Value));
            }
        }

        return new([.. entities.Values], problems) { IsComplete = isComplete, RefreshKeys = [.. keys] };
    }

    private async Task<CatalogEntity?> EntityAsync(
        Descriptor descriptor,
        SourceDocument written,
        IPlaceholderSource source,
        KindRegistry registry,
        List<Problem> problems,
        SortedSet<string> keys,
        CancellationToken cancellationToken)
    {
        // Nothing is fetched for a document that is wrong whatever its placeholders stand for.
        var envelope = EntityValidation.Validate(written, registry);
        problems.AddRange(envelope.Problems);
        if (!envelope.IsOk)
        {
            return null;
        }

        if (rules.Check(envelope.Value.Ref, descriptor, written.PlaceOf("kind")) is { } refused)
        {
            problems.Add(refused);
            return null;
        }

        var resolved = descriptor.IsResolved
            ? new ResolvedDocument(written, [], [])
            : await _placeholders.ResolveAsync(written, source, cancellationToken);
        problems.AddRange(resolved.Problems);
        keys.UnionWith(resolved.Keys);
        if (resolved.Document is not { } document)
        {
            return null;
        }

        var valid = resolved.Keys.Count == 0 ? envelope : EntityValidation.Validate(document, registry);
        problems.AddRange(valid.Problems);
        if (!valid.IsOk)
        {
            return null;
        }

        var root = (JsonObject)document.Root!;
        if (KeyCasing.Check(root, document.PlaceOf) is { } twice)
        {
            problems.Add(twice);
            return null;
        }

        // A copy was taken in elsewhere: whether it can run there is not ours to say.
        if (checks is not null && !descriptor.IsResolved)
        {
            var verdict = await checks.CheckAsync(valid.Value.Ref, document, cancellationToken);
            problems.AddRange(verdict.Problems);
            if (verdict.IsRefused)
            {
                return null;
            }
        }

        problems.AddRange(EntityRelations.Of(valid.Value.Ref, root, document.PlaceOf).Problems);
        return EntityAssembly.Assemble(valid.Value, root, descriptor) with { RefreshKeys = [.. resolved.Keys] };
    }

    private static Problem DuplicateProblem(EntityRef entityRef, SourceDocument document) => new(
        Duplicate, $"'{entityRef}' is described twice in this file; the first description counts.", "metadata.name",
        entityRef.Canonical, "a reference that no earlier document has", document.PlaceOf("metadata.name"));
}
