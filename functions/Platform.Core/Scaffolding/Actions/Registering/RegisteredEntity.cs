using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions.Registering;

internal static class RegisteredEntity
{
    /// <summary>
    /// The entity that a descriptor stands for, chosen as Backstage does: the first component, else the first of any kind,
    /// leaving out those named <c>generated-…</c> while there is another.
    /// </summary>
    public static Result<EntityRef> Find(IReadOnlyList<Result<SourceDocument>> documents)
    {
        List<Problem> problems = [];
        List<EntityRef> found = [];
        foreach (var document in documents)
        {
            problems.AddRange(document.Problems);
            if (document is { IsOk: true, Value.Root: not null })
            {
                var entity = EntityValidation.Validate(document.Value);
                problems.AddRange(entity.Problems);
                found.AddRange(entity.Value is { } valid ? [valid] : []);
            }
        }

        if (problems.Count > 0)
        {
            return Result<EntityRef>.Failed(problems);
        }

        var written = found.Where(entity => !entity.Name.StartsWith("generated-", StringComparison.Ordinal)).ToList();
        var chosen = written.FirstOrDefault(entity => entity.Kind.Equals("Component", StringComparison.OrdinalIgnoreCase))
            ?? written.FirstOrDefault()
            ?? found.FirstOrDefault();
        return chosen is not null
            ? chosen
            : new Problem("descriptor-empty", "The descriptor describes no entity.", Expected: "at least one entity");
    }
}
