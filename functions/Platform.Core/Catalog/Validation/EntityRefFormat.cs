namespace Platform.Core.Catalog.Validation;

/// <summary>
/// Whether a reference could belong to a valid entity. Its characters are then safe in keys of storage, '/' and ':' aside.
/// </summary>
public static class EntityRefFormat
{
    public const string Requirements =
        "kind:namespace/name of letters and digits, with [-] in the namespace and [-_.] in the name";

    public static bool IsValid(EntityRef entityRef) =>
        FieldFormats.IsKind(entityRef.Kind)
        && FieldFormats.IsNamespace(entityRef.Namespace.ToLowerInvariant())
        && FieldFormats.IsName(entityRef.Name);
}
