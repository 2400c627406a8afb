using System.Collections.Concurrent;
using System.Text;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Library;

/// <summary>
/// The templates as they are now, and as they were: each version that somebody looked at is kept, and where promotion is
/// required everybody is offered the promoted one.
/// </summary>
public sealed class VersionedTemplates(
    ITemplateLibrary now, ITemplateVersions versions, IContentStore contents, IDocumentReader documents, TemplateActions actions,
    PromotionPolicy policy, TimeProvider clock) : ITemplateLibrary
{
    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<TemplateSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await now.ListAsync(cancellationToken);
        return await Task.WhenAll(listed.Select(async template => template with
        {
            State = await StateAsync(template.Ref, cancellationToken),
            Problems = await ProblemsAsync(template.Ref, cancellationToken),
        }));
    }

    public async Task<Result<StoredTemplate>> FindAsync(
        EntityRef template, TemplateSelection selection, CancellationToken cancellationToken)
    {
        var current = await now.FindAsync(template, selection, cancellationToken);
        if (current is { IsOk: true, Value: { Version: { } version } stored })
        {
            await KeepAsync(stored, version, cancellationToken);
        }

        return selection.ContentHash is { } hash ? await VersionAsync(template, hash, current, cancellationToken)
            : policy.IsRequired && selection.Channel == TemplateChannel.Stable && current.IsOk
                ? await StableAsync(template, current, cancellationToken)
            : current;
    }

    private async Task<TemplateState> StateAsync(EntityRef template, CancellationToken cancellationToken)
    {
        var current = await FindAsync(template, TemplateSelection.Staging, cancellationToken);
        var (all, promoted) = await versions.ListAsync(template, cancellationToken);
        var newest = current.Value?.Version?.ContentHash;
        var stable = policy.IsRequired ? promoted : newest;
        var verified = all.FirstOrDefault(version => version.Hash == stable)?.Verification;
        return new(newest, stable, verified);
    }

    private async Task<IReadOnlyList<Problem>> ProblemsAsync(EntityRef template, CancellationToken cancellationToken)
    {
        var offered = await FindAsync(template, TemplateSelection.Stable, cancellationToken);
        return offered.IsOk ? await actions.CheckAsync(offered.Value.Document, cancellationToken) : offered.Problems;
    }

    private async Task KeepAsync(StoredTemplate stored, TemplateVersion version, CancellationToken cancellationToken)
    {
        var key = $"{version.Ref.Canonical} {version.ContentHash}";
        if (_known.ContainsKey(key))
        {
            return;
        }

        await versions.AddAsync(
            new(version.Ref, version.ContentHash, version.SemVer, stored.Source, stored.Folder, stored.Location,
                clock.GetUtcNow()),
            cancellationToken);
        _known.TryAdd(key, 0);
    }

    private async Task<Result<StoredTemplate>> StableAsync(
        EntityRef template, Result<StoredTemplate> current, CancellationToken cancellationToken) =>
        await versions.FindStableAsync(template, cancellationToken) is { } hash
            ? await VersionAsync(template, hash, current, cancellationToken)
            : new Problem(
                "template-not-promoted", $"No version of '{template}' was promoted yet.", "templateRef", template.Canonical,
                "a promoted template, or the channel 'staging'");

    private async Task<Result<StoredTemplate>> VersionAsync(
        EntityRef template, string hash, Result<StoredTemplate> current, CancellationToken cancellationToken)
    {
        if (current.Value?.Version?.ContentHash == hash)
        {
            return current;
        }

        return await versions.FindAsync(template, hash, cancellationToken) is { } version
            ? await LoadAsync(version, cancellationToken)
            : new Problem(
                "template-version-unknown", $"'{template}' never had the version '{hash}'.", "version", hash,
                "the content hash of one of its versions");
    }

    private async Task<Result<StoredTemplate>> LoadAsync(
        TemplateVersionRecord version, CancellationToken cancellationToken)
    {
        var definition = version.Folder.Length == 0
            ? TemplatePlaces.Definition
            : $"{version.Folder}/{TemplatePlaces.Definition}";
        var manifest = await contents.LoadAsync(version.Source, cancellationToken);
        var file = manifest.Files.First(file => file.Path == definition);
        var text = Encoding.UTF8.GetString((await contents.ReadAsync(file, cancellationToken)).Span);
        var read = documents.Read(version.Location, text).First(document =>
            !document.IsOk || $"{document.Value.Root?["metadata"]?["name"]}".Equals(
                version.Ref.Name, StringComparison.OrdinalIgnoreCase));
        return read.IsOk
            ? new StoredTemplate(
                read.Value, version.Source, version.Location, version.Folder,
                new(version.Ref, version.SemVer, version.Hash, TemplateChannel.Stable))
            : Result<StoredTemplate>.Failed(read.Problems);
    }
}
