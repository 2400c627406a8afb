namespace Platform.Core.Scaffolding.Templating;

/// <summary>What an undefined variable or a failing expression means.</summary>
public enum RenderMode
{
    /// <summary>An error that names the expression, its place and the nearest known name.</summary>
    Strict,

    /// <summary>As in Backstage: undefined prints nothing, and a text that fails to render stays as it is written.</summary>
    Lenient,
}
