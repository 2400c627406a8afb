using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Validation;

namespace Platform.Functions.Cli.Catalog.Export;

internal enum ExportOutcome
{
    Written,

    /// <summary>The file said so already.</summary>
    Unchanged,

    LeftOut,
}

/// <param name="File">From the folder; null when there is none.</param>
internal sealed record ExportLine(string Ref, ExportOutcome Outcome, string? File);

/// <summary>An entity as a file says it: where it is managed is for whoever reads the file to say.</summary>
/// <param name="File">Null for what is not exported.</param>
internal sealed record ExportedEntity(EntityRef Ref, string? File, JsonObject Body)
{
    /// <summary>Names that mean devices on Windows, whatever follows a dot.</summary>
    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    private static readonly string[] Order = ["apiVersion", "kind", "metadata", "spec"];

    /// <exception cref="CommandException">What came from the platform has no name that a file could have.</exception>
    public static ExportedEntity Of(JsonObject shown)
    {
        var declared = DeclaredEntity.Of(shown);
        // The name becomes a path on this machine, so what the platform says is not taken on trust.
        if (declared.Ref is not { } entityRef || !EntityRefFormat.IsValid(entityRef))
        {
            throw new CommandException(
                ExitCode.EnvironmentAtFault, $"The platform names an entity '{declared.Ref}', which can't be a file's name.");
        }

        var metadata = (JsonObject)declared.Body["metadata"]!;
        if (metadata["annotations"] is JsonObject annotations)
        {
            annotations.Remove(LocationAnnotations.ManagedBy);
            annotations.Remove(LocationAnnotations.Origin);
            if (annotations.Count == 0)
            {
                metadata.Remove("annotations");
            }
        }

        var body = new JsonObject(Order.Where(declared.Body.ContainsKey)
            .Concat(declared.Body.Select(member => member.Key).Except(Order).Order(StringComparer.Ordinal))
            .Select(name => KeyValuePair.Create(name, declared.Body[name]?.DeepClone())));
        var isLocation = entityRef.Kind.Equals(LocationDocument.Kind, StringComparison.OrdinalIgnoreCase);
        return new(entityRef, isLocation ? null : FileOf(entityRef), body);
    }

    /// <summary>Lower case, as references are: two names that differ by case only are one entity.</summary>
    private static string FileOf(EntityRef entityRef) => string.Join(
        '/', new[] { entityRef.Kind, entityRef.Namespace, $"{entityRef.Name}.yaml" }.Select(Segment));

    /// <summary>No valid name has a tilde.</summary>
    private static string Segment(string text)
    {
        var name = text.ToLowerInvariant();
        var stem = name.Split('.')[0];
        return Devices.Contains(stem) ? $"{stem}~{name[stem.Length..]}" : name;
    }
}
