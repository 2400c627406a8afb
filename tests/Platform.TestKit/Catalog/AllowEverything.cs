using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.TestKit.Catalog;

/// <summary>For tests of something else than rules.</summary>
public sealed class AllowEverything : IAllowRules
{
    public Problem? Check(EntityRef entityRef, Descriptor descriptor, SourcePlace? place = null) => null;
}
