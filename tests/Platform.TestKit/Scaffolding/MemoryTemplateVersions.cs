using System.Collections.Concurrent;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library;

namespace Platform.TestKit.Scaffolding;

/// <summary>Versions of templates in memory.</summary>
public sealed class MemoryTemplateVersions : ITemplateVersions
{
    private readonly ConcurrentDictionary<(EntityRef, string), TemplateVersionRecord> _versions = new();
    private readonly ConcurrentDictionary<EntityRef, string> _stable = new();

    public Task AddAsync(TemplateVersionRecord version, CancellationToken cancellationToken)
    {
        _versions.TryAdd((version.Ref, version.Hash), version);
        return Task.CompletedTask;
    }

    public Task<TemplateVersionRecord?> FindAsync(EntityRef template, string hash, CancellationToken cancellationToken) =>
        Task.FromResult(_versions.GetValueOrDefault((template, hash)));

    public Task<(IReadOnlyList<TemplateVersionRecord> Versions, string? Stable)> ListAsync(
        EntityRef template, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<TemplateVersionRecord>, string?)>((
            [.. _versions.Values.Where(version => version.Ref == template).OrderByDescending(version => version.SeenAt)],
            _stable.GetValueOrDefault(template)));

    public Task<string?> FindStableAsync(EntityRef template, CancellationToken cancellationToken) =>
        Task.FromResult(_stable.GetValueOrDefault(template));

    public Task NoteAsync(
        EntityRef template, string hash, TemplateVerification verification, CancellationToken cancellationToken)
    {
        _versions[(template, hash)] = _versions[(template, hash)] with { Verification = verification };
        return Task.CompletedTask;
    }

    public Task PromoteAsync(
        EntityRef template, string hash, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _stable[template] = hash;
        return Task.CompletedTask;
    }
}
