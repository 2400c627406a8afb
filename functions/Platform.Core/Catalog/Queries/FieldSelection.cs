namespace Platform.Core.Catalog.Queries;

/// <summary>The parts of an entity that a caller wants, each with all that is below it.</summary>
/// <param name="Paths">Dotted; keys that have dots themselves may be meant.</param>
public sealed record FieldSelection(IReadOnlyList<string> Paths);
