namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>The evaluated arguments of a call; missing ones are undefined.</summary>
internal sealed class Arguments(IReadOnlyList<object?> positional, JsRecord? keywords = null)
{
    public static readonly Arguments None = new([]);

    public IReadOnlyList<object?> Positional { get; } = positional;

    public JsRecord? Keywords { get; } = keywords;

    public int Count => Positional.Count;

    public object? this[int index] => index < Positional.Count ? Positional[index] : Undefined.Value;

    public bool Has(int index) => this[index] is not Undefined;

    /// <summary>Only macros are given functions.</summary>
    public void RefuseCallables()
    {
        for (var i = 0; i < Positional.Count; i++)
        {
            JsConvert.RefuseCallable(Positional[i]);
        }

        JsConvert.RefuseCallable(Keywords);
    }

    /// <summary>For filters that take names as well as positions.</summary>
    public object? Named(int index, string name) =>
        index < Positional.Count ? Positional[index] : Keywords is null ? Undefined.Value : Keywords[name];
}
