using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Templating.Values;

// A template's value is one of: null, Undefined, bool, double, string, SafeText, JsArray, JsRecord, JsPattern, JsCallable.

/// <summary>JavaScript's <c>undefined</c>; C#'s null is JavaScript's <c>null</c>.</summary>
internal sealed class Undefined
{
    public static readonly Undefined Value = new();

    private Undefined()
    {
    }
}

/// <summary>A text that filters like <c>escape</c> leave alone: what <c>safe</c> and macros give.</summary>
internal sealed record SafeText(string Text);

internal sealed class JsArray
{
    public JsArray(List<object?> items)
    {
        Items = items;
        foreach (var item in items)
        {
            Hold(item);
        }
    }

    public JsArray(IEnumerable<object?> items)
        : this(items.ToList())
    {
    }

    public List<object?> Items { get; }

    /// <value>Whether a function hides in it, so that it can't leave the expression.</value>
    public bool HoldsCallable { get; private set; }

    /// <summary>Says that an item was added.</summary>
    public void Hold(object? item) => HoldsCallable |= JsConvert.HoldsCallable(item);
}

/// <summary>A regular expression literal, <c>r/source/flags</c>.</summary>
internal sealed record JsPattern(Regex Regex, string Source, string Flags)
{
    public bool Global => Flags.Contains('g', StringComparison.Ordinal);

    public override string ToString() => $"/{Source}/{Flags}";
}

/// <summary>What an expression may call: a macro, a global function, or a method bound to its value. Never data.</summary>
internal sealed class JsCallable(string name, Func<Arguments, object?> body, int least = 0, int most = 0)
{
    public string Name { get; } = name;

    /// <value>Macros and callers take any arguments, also by name and functions too; the others only so many values.</value>
    public bool IsMacro { get; init; }

    /// <value>Macros only: whether it is what <c>call</c> hands to a macro.</value>
    public bool IsCaller { get; init; }

    /// <value>For the objects that globals give (<c>cycler</c>): their methods and fields.</value>
    public Func<string, object?>? Members { get; init; }

    /// <summary>Before the arguments are evaluated, as nunjitsu does it.</summary>
    public void CheckArguments(int positional, int keywords)
    {
        if (!IsMacro && (keywords > 0 || positional < least || positional > most))
        {
            var count = least == most ? $"{least}" : most == int.MaxValue ? $"at least {least}" : $"{least} to {most}";
            throw new TemplatingException($"'{Name}' takes {count} arguments, and none by name.");
        }
    }

    public object? Invoke(Arguments arguments)
    {
        if (!IsMacro)
        {
            arguments.RefuseCallables();
        }

        return body(arguments);
    }
}
