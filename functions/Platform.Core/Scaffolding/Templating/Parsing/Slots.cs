namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>A place for one variable, found while parsing: in which frame, and where in it.</summary>
internal readonly record struct Slot(FramePlan? Frame, int Index)
{
    public static readonly Slot None = new(null, -1);
}

/// <summary>How many variables a template, a macro, a caller's body or a block holds.</summary>
internal sealed class FramePlan
{
    public int Size { get; private set; }

    public Slot Add() => new(this, Size++);
}
