using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>What a source may describe.</summary>
public interface IAllowRules
{
    /// <summary>Null when the descriptor may hold the entity; else what is against it, without a place.</summary>
    Problem? Check(EntityRef entityRef, Descriptor descriptor, string? origin);
}

/// <summary>No rule at all.</summary>
public sealed class AllowEverything : IAllowRules
{
    public Problem? Check(EntityRef entityRef, Descriptor descriptor, string? origin) => null;
}
