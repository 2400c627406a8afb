namespace Platform.Core.Catalog.Relations;

public enum GraphDirection
{
    /// <summary>What the root needs and belongs to: from an owned thing to its owner, from a part to the whole.</summary>
    Outgoing,

    /// <summary>What needs the root and belongs to it.</summary>
    Incoming,

    Both,

    /// <summary>Who breaks if the root goes: dependents, its APIs, their consumers, and its parts.</summary>
    Impact,
}

/// <param name="Depth">Steps from the root; 0 is the root alone.</param>
/// <param name="Relations">Types to follow, by either of their two names; all when empty.</param>
/// <param name="MaxNodes">Where the answer ends; it says so.</param>
public sealed record GraphQuery(
    GraphDirection Direction, int Depth, IReadOnlyCollection<string>? Relations = null, int MaxNodes = 2000);

/// <param name="Known">Whether it is in the catalog; otherwise others name it only.</param>
/// <param name="Distance">Steps from the root.</param>
public sealed record GraphEntity(EntityRef Ref, bool Known, int Distance);

/// <summary>A part of the graph. Relations have the first of their two names: the dependent first, the owned first.</summary>
/// <param name="Truncated">More is within reach than was asked for at most.</param>
public sealed record EntityGraphView(
    EntityRef Root, IReadOnlyList<GraphEntity> Entities, IReadOnlyList<Relation> Relations, bool Truncated);
