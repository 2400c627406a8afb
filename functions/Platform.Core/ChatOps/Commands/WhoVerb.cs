using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Validation;
using Platform.Core.ChatOps.Messages;

namespace Platform.Core.ChatOps.Commands;

/// <summary>Tells who owns an entity and how to reach them.</summary>
public sealed class WhoVerb(ICatalogReader catalog, EntityNames names) : IChatVerb
{
    private const int MostChoices = 10;

    public string Name => "who";

    public string Usage => "who owns NAME";

    public string Summary => "Tells who owns a component or any other entity, and how to reach them.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var words = request.Line.Words.Skip(1).ToList();
        if (words is [var owns, ..] && Primitives.NearestWords.Distance(owns, "owns") <= 1 && words.Count > 1)
        {
            words.RemoveAt(0);
        }

        if (words.Count != 1 || !EntityRef.TryParse(words[0], out _, defaultKind: "component"))
        {
            return new(new("Which entity?", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name one", request.Say("who owns orders"), request.Say("who owns api:default/orders"))]));
        }

        return new(await AnswerAsync(request, words[0], cancellationToken));
    }

    private async Task<ChatMessage> AnswerAsync(ChatRequest request, string written, CancellationToken cancellationToken)
    {
        var parsed = EntityRef.Parse(written, defaultKind: "component");
        var found = await FindAsync(written, parsed, cancellationToken);
        switch (found)
        {
            case [var entity]:
                return await OwnerOfAsync(entity, cancellationToken);
            case [_, ..]:
                return new($"'{written}' can be one of {found.Count} entities.", ChatSeverity.Warning, Sections:
                    [ChatAnswers.ToPaste("Choose one", Commands(request, found))]);
        }

        var near = await NearAsync(parsed, cancellationToken);
        return near.Count > 0
            ? new($"There is no '{written}' in the catalog.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Did you mean", Commands(request, near))])
            : new($"There is no '{written}' in the catalog, nor anything of a similar name.", ChatSeverity.Warning);
    }

    private async Task<IReadOnlyList<CatalogEntity>> FindAsync(
        string written, EntityRef parsed, CancellationToken cancellationToken)
    {
        if (written.Contains(':') && await catalog.FindAsync(parsed, cancellationToken) is { } exact)
        {
            return [exact];
        }

        var candidates = await names.FindAsync(parsed.Name, cancellationToken);
        return await LoadAsync(
            candidates.Where(candidate => (!written.Contains(':') || Same(candidate.Kind, parsed.Kind))
                && (!written.Contains('/') || Same(candidate.Namespace, parsed.Namespace))),
            cancellationToken);
    }

    private async Task<IReadOnlyList<CatalogEntity>> NearAsync(EntityRef parsed, CancellationToken cancellationToken)
    {
        if (!EntityRefFormat.IsValid(EntityRef.Create("component", EntityRef.DefaultNamespace, parsed.Name)))
        {
            return [];
        }

        var near = await names.NearestAsync(parsed.Name, cancellationToken);
        var refs = await Task.WhenAll(near.Select(name => names.FindAsync(name, cancellationToken)));
        return await LoadAsync(refs.SelectMany(found => found).Take(MostChoices), cancellationToken);
    }

    /// <summary>Names may outlive their entities for a moment; those are left out.</summary>
    private async Task<IReadOnlyList<CatalogEntity>> LoadAsync(IEnumerable<EntityRef> refs, CancellationToken cancellationToken)
    {
        var entities = new List<CatalogEntity>();
        foreach (var entityRef in refs.Take(MostChoices + 1))
        {
            if (await catalog.FindAsync(entityRef, cancellationToken) is { } entity)
            {
                entities.Add(entity);
            }
        }

        return [.. entities.OrderBy(entity => entity.Ref.Kind == "Component" ? 0 : 1).ThenBy(
            entity => entity.Ref.Canonical, StringComparer.Ordinal)];
    }

    private async Task<ChatMessage> OwnerOfAsync(CatalogEntity entity, CancellationToken cancellationToken)
    {
        if (entity.Ref.Kind.ToLowerInvariant() is "group" or "user")
        {
            return OwnerCard.Of($"{entity.Ref} is a {entity.Ref.Kind.ToLowerInvariant()}", entity);
        }

        var spec = entity.Body["spec"];
        var owner = spec?["owner"] is JsonValue value && value.TryGetValue<string>(out var written) ? written : null;
        if (!EntityRef.TryParse(owner, out var ownerRef, "group", entity.Ref.Namespace))
        {
            return new($"{entity.Ref} names no owner.", ChatSeverity.Warning, Sections:
                [new($"Its descriptor has no spec.owner. It comes from {entity.Source}.")]);
        }

        return await catalog.FindAsync(ownerRef, cancellationToken) is { } known
            ? OwnerCard.Of($"{ownerRef} owns {entity.Ref}", known)
            : new($"{ownerRef} owns {entity.Ref}", ChatSeverity.Warning, Sections:
                [new($"The catalog has no entity {ownerRef}, so it can't say how to reach them.")]);
    }

    private static IEnumerable<string> Commands(ChatRequest request, IReadOnlyList<CatalogEntity> entities) =>
        entities.Take(MostChoices).Select(entity => request.Say($"who owns {entity.Ref}"));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
