using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>
/// Variables that are looked up by their name. An assignment goes to the nearest scope that has the name, but never out of an
/// isolated one.
/// </summary>
/// <param name="root">The data behind the outermost scope.</param>
internal sealed class Scope(Scope? parent, JsRecord root, bool isolated = false)
{
    private List<KeyValuePair<string, object?>>? _variables;

    /// <value>The names that can be seen from here, for messages.</value>
    public IEnumerable<string> Names =>
        (_variables?.Select(variable => variable.Key) ?? []).Concat(parent is null ? root.Keys : parent.Names);

    public Scope Child(bool isolates = false) => new(this, root, isolates);

    /// <summary>False when there is no such variable; one that is there may still be undefined.</summary>
    public bool TryGet(string name, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables is not null && scope.Find(name) is var at and >= 0)
            {
                value = scope._variables[at].Value;
                return true;
            }
        }

        value = root[name];
        return value is not Undefined;
    }

    private Scope? Parent => parent;

    public void Declare(string name, object? value)
    {
        var variable = KeyValuePair.Create(name, value);
        if (Find(name) is var at and >= 0)
        {
            _variables![at] = variable;
        }
        else
        {
            (_variables ??= []).Add(variable);
        }
    }

    public void Assign(string name, object? value)
    {
        var owner = this;
        while (owner is { IsIsolated: false } && owner.Find(name) < 0)
        {
            owner = owner.Parent;
        }

        // An isolated scope on the way takes the value only if it has the name; otherwise the assignment stays where it is.
        (owner is null || owner.Find(name) < 0 ? this : owner).Declare(name, value);
    }

    private bool IsIsolated => isolated;

    private int Find(string name)
    {
        for (var i = 0; i < _variables?.Count; i++)
        {
            if (_variables[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }
}
