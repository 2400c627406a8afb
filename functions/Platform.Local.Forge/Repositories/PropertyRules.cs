using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Repositories;

/// <summary>Custom properties exist only where the organization has defined them.</summary>
internal static class PropertyRules
{
    public static bool IsDefined(OwnerData owner, string name) =>
        owner.PropertySchema.Any(property => property["property_name"]?.ToString() == name);
}
