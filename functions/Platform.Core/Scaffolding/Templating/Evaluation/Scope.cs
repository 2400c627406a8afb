using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>
/// The variables of a loop, macro or the whole template. An assignment goes to the nearest scope that has the name, but never
/// out of a macro.
/// </summary>
internal sealed class Scope(Scope? parent, bool isolated = false)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public bool IsTop => parent is null;

    /// <summary>
    /// Whether a macro's own parameter has the name: it hides the template's variable even when it is given nothing.
    /// </summary>
    public bool HidesRoot(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.ContainsKey(name))
            {
                return scope.IsIsolated;
            }
        }

        return false;
    }

    public IEnumerable<string> Names => parent is null ? _variables.Keys : _variables.Keys.Concat(parent.Names);

    public bool TryGet(string name, [MaybeNullWhen(false)] out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    private Scope? Parent => parent;

    public void Declare(string name, object? value) => _variables[name] = value;

    public void Assign(string name, object? value)
    {
        for (var scope = this; scope is not null; scope = scope.IsIsolated ? null : scope.Parent)
        {
            if (scope._variables.ContainsKey(name))
            {
                scope._variables[name] = value;
                return;
            }
        }

        _variables[name] = value;
    }

    private bool IsIsolated => isolated;
}
