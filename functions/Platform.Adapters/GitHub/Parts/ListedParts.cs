using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>What GitHub lists, makes by POST and numbers.</summary>
internal abstract class ListedParts<TPart>(RepositoryApi api, string path, string name) : IRepositoryParts<TPart>
    where TPart : class, IRepositoryPart
{
    protected RepositoryApi Api => api;

    public virtual async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, TPart wanted, CancellationToken cancellationToken)
    {
        var all = await ListAsync(repository, cancellationToken);
        return !all.IsOk ? Result<PartSearch>.Failed(all.Problems)
            : all.Value.FirstOrDefault(one => IsKey(KeyOf(one), wanted.Key)) is { } found
                ? new PartSearch(Read(found, LikenessOf(found, wanted)))
                : PartSearch.Nothing;
    }

    public virtual async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, TPart wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        if (found is not null)
        {
            return found;
        }

        var made = await api.PostAsync(repository, $"make {wanted.Title}", path, BodyOf(wanted), cancellationToken);
        return !made.IsOk ? Result<FoundPart>.Failed(made.Problems)
            : made.Value.Value is JsonObject body ? Read(body, PartLikeness.Same)
            : throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"{repository} says that {wanted.Title} is there, and does not list it yet");
    }

    public virtual async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, MadePart made, CancellationToken cancellationToken)
    {
        var id = made.Id;
        if (id is null)
        {
            var all = await ListAsync(repository, cancellationToken);
            if (!all.IsOk)
            {
                return Result<PartRemoval>.Failed(all.Problems);
            }

            id = all.Value.Where(one => made.Is(IdOf(one), KeyOf(one))).Select(IdOf).FirstOrDefault();
        }

        return id is null ? PartRemoval.NothingThere : await RemoveAsync(repository, id, cancellationToken);
    }

    protected virtual async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, string id, CancellationToken cancellationToken)
    {
        var removed = await api.DeleteAsync(repository, $"remove a {name}", $"{path}/{id}", cancellationToken);
        return removed.IsOk ? new PartRemoval(removed.Value) : Result<PartRemoval>.Failed(removed.Problems);
    }

    protected Task<Result<IReadOnlyList<JsonObject>>> ListAsync(
        RepositoryName repository, CancellationToken cancellationToken) =>
        api.ListAsync(repository, $"list every {name}", path, null, cancellationToken);

    protected abstract string KeyOf(JsonObject listed);

    protected abstract PartLikeness LikenessOf(JsonObject listed, TPart wanted);

    protected abstract JsonObject BodyOf(TPart wanted);

    protected virtual Uri? AddressOf(JsonObject listed) => null;

    protected static string IdOf(JsonObject listed) => NumberOf(listed).ToString(CultureInfo.InvariantCulture);

    protected FoundPart Read(JsonObject listed, PartLikeness likeness) =>
        new(IdOf(listed), likeness, AddressOf(listed), NumberOf(listed));

    protected static bool IsKey(string key, string wanted) => string.Equals(key, wanted, StringComparison.OrdinalIgnoreCase);

    private static long NumberOf(JsonObject listed) => (long)listed["id"]!;
}
