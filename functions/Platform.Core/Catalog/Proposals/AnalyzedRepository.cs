using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>What a repository has to say of itself to a catalog.</summary>
/// <param name="Existing">Its descriptors. When there are any, nothing is proposed.</param>
/// <param name="Proposed">One entity, or one for each part of a repository that clearly has several.</param>
public sealed record AnalyzedRepository(
    RepositoryProfile Profile, IReadOnlyList<ExistingDescriptor> Existing, IReadOnlyList<ProposedEntity> Proposed);

/// <summary>A descriptor that is there already.</summary>
/// <param name="Descriptor">Its location is that of the default branch.</param>
/// <param name="IsRegistered">The catalog takes entities from it.</param>
/// <param name="Entities">The documents as they are written, also wrong ones; empty when the file can't be read.</param>
public sealed record ExistingDescriptor(Descriptor Descriptor, bool IsRegistered, IReadOnlyList<JsonObject> Entities);

/// <summary>An entity that somebody may want to describe.</summary>
/// <param name="Entity">Without the fields that only a person can fill in.</param>
/// <param name="Folder">Where it lives; empty for the whole repository.</param>
public sealed record ProposedEntity(JsonObject Entity, string Folder, IReadOnlyList<ProposedField> Fields)
{
    /// <value>The fields that only a person can fill in.</value>
    public IEnumerable<ProposedField> Open => Fields.Where(one => one.State == ProposedFieldState.NeedsUserInput);
}

/// <summary>What became of a field, in the words of Backstage's <c>analyze-location</c>.</summary>
public enum ProposedFieldState
{
    AnalysisSuggestedValue,

    /// <summary>The field is better left out.</summary>
    AnalysisSuggestedNoValue,

    NeedsUserInput,
}

/// <param name="Field">Dotted path, as <c>spec.owner</c>.</param>
/// <param name="Value">Lists with commas between; null unless a value is suggested.</param>
/// <param name="Description">Why, as a sentence for the person who decides.</param>
public sealed record ProposedField(string Field, ProposedFieldState State, string? Value, string Description)
{
    public static ProposedField Suggested(string field, string value, string why) =>
        new(field, ProposedFieldState.AnalysisSuggestedValue, value, why);

    public static ProposedField LeftOut(string field, string why) =>
        new(field, ProposedFieldState.AnalysisSuggestedNoValue, null, why);

    public static ProposedField Asked(string field, string why) =>
        new(field, ProposedFieldState.NeedsUserInput, null, why);
}
