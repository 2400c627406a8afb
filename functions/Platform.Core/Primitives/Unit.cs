namespace Platform.Core.Primitives;

/// <summary>The value of an operation that succeeds without having anything to say.</summary>
public readonly record struct Unit
{
    public static Unit Value => default;
}
