using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>Finds an app's functions, or says everything that is wrong with them at once.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="FunctionAppException">Some function is not valid.</exception>
    public static IReadOnlyList<LocalFunction> Find(IEnumerable<Type> types)
    {
        var problems = new List<string>();
        var functions = types
            .SelectMany(type => type.GetMethods(Everything))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Attribute is not null)
            .Select(found => Read(found.Attribute!.Name, found.Method, problems))
            .ToList();
        problems.AddRange(Duplicates(functions.Select(function => function.Name)));
        return problems.Count > 0
            ? throw new FunctionAppException(problems)
            : [.. functions.Select(function => function.Function!).OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    private static (string Name, LocalFunction? Function) Read(string name, MethodInfo method, List<string> problems)
    {
        var found = new List<string>();
        var triggers = method.GetParameters().Where(parameter => TriggerOf(parameter) is not null).ToList();
        var function = triggers is [var parameter]
            ? Read(name, method, TriggerOf(parameter)!, found)
            : Refuse(found, $"it has {triggers.Count} trigger parameters; expected one");
        if (!method.IsPublic)
        {
            found.Add("its method is not public");
        }

        problems.AddRange(found.Select(problem => $"Function '{name}' ({method.DeclaringType!.Name}.{method.Name}): {problem}."));
        return (name, found.Count == 0 ? function : null);
    }

    private static LocalFunction? Read(string name, MethodInfo method, TriggerBindingAttribute trigger, List<string> problems)
    {
        if (TriggerShape.Of(trigger) is not { } shape)
        {
            return Refuse(problems, $"its trigger {trigger.GetType().Name} is not supported locally");
        }

        if (shape.RefuseResult(method) is { } refusal)
        {
            problems.Add(refusal);
        }

        var arguments = new List<BindArgument>();
        foreach (var parameter in method.GetParameters())
        {
            if (ArgumentBinders.For(parameter, shape) is { } binder)
            {
                arguments.Add(binder);
            }
            else
            {
                problems.Add($"its parameter '{parameter.Name}' has the type {parameter.ParameterType.Name}, "
                    + $"which a function with {trigger.GetType().Name} can't take there");
            }
        }

        return problems.Count == 0 ? new LocalFunction(name, method, shape.Kind, trigger, [.. arguments]) : null;
    }

    private static LocalFunction? Refuse(List<string> problems, string problem)
    {
        problems.Add(problem);
        return null;
    }

    private static TriggerBindingAttribute? TriggerOf(ParameterInfo parameter) =>
        parameter.GetCustomAttributes<TriggerBindingAttribute>(inherit: true).FirstOrDefault();

    private static IEnumerable<string> Duplicates(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => $"{group.Count()} functions are named '{group.Key}'; names must differ beyond case.");
}
