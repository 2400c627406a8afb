using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>The slots of one run of a template, macro, caller's body or block.</summary>
internal sealed class Frame
{
    private static readonly Frame None = new(new FramePlan(), parent: null);
    private readonly FramePlan _plan;
    private readonly Frame? _parent;
    private readonly object?[] _values;

    private Frame(FramePlan plan, Frame? parent)
    {
        _plan = plan;
        _parent = parent;
        _values = new object?[plan.Size];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = Undefined.Value;
        }
    }

    /// <summary>Where there are no slots, nothing asks for this frame, only for those around it.</summary>
    public static Frame Of(FramePlan plan, Frame? parent) => plan.Size > 0 ? new Frame(plan, parent) : parent ?? None;

    public object? this[Slot slot]
    {
        get => Owner(slot)._values[slot.Index];
        set => Owner(slot)._values[slot.Index] = value;
    }

    private Frame Owner(Slot slot)
    {
        var frame = this;
        while (!ReferenceEquals(frame._plan, slot.Frame))
        {
            frame = frame._parent ?? throw new InvalidOperationException("A slot stands in no frame around it.");
        }

        return frame;
    }
}

/// <summary>Where code runs: its variables, and who else hears of what it sets.</summary>
/// <param name="Exported">What macros see: the data, and what the top of the template has set.</param>
/// <param name="ExportsMacros">Whether macros that are declared here are seen by other macros.</param>
/// <param name="ExportsValues">Whether values that are set here are seen by macros.</param>
internal sealed record Surroundings(Scope Scope, Frame Frame, Scope Exported, bool ExportsMacros, bool ExportsValues)
{
    public void Assign(Name target, object? value)
    {
        Scope.Assign(target.Id, value);
        Bind(target, value);
        if (ExportsValues)
        {
            Exported.Declare(target.Id, value);
        }
    }

    /// <summary>A new variable, by its name and in its slot.</summary>
    public void Declare(Name target, object? value)
    {
        Scope.Declare(target.Id, value);
        Bind(target, value);
    }

    public void Bind(Name target, object? value)
    {
        if (target.Slot.Frame is not null)
        {
            Frame[target.Slot] = value;
        }
    }
}
