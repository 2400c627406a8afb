using System.ComponentModel;
using System.Reflection;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>Parameters that take their value by name from what the trigger knows: route values, a message's id...</summary>
internal static class BindingData
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal),
        typeof(Guid), typeof(DateTime), typeof(DateTimeOffset),
    ];

    public static bool Supports(Type type) => Simple.Contains(Nullable.GetUnderlyingType(type) ?? type);

    public static BindArgument Binder(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        return context => Find(context, parameter.Name!) switch
        {
            null => parameter.HasDefaultValue ? parameter.DefaultValue : Missing(parameter),
            string text when type != typeof(string) => Convert(parameter, converter, text),
            var value => value.ToString(),
        };
    }

    private static object? Find(LocalFunctionContext context, string name)
    {
        var data = context.BindingContext.BindingData;
        return data.TryGetValue(name, out var value)
            ? value
            : data.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private static object? Missing(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            ? null
            : throw new ArgumentBindingException($"Parameter '{parameter.Name}' has no value: nothing has that name.");

    private static object? Convert(ParameterInfo parameter, TypeConverter converter, string text)
    {
        try
        {
            // What JSON quotes, the metadata of a queue message for one, is quoted here too.
            return converter.ConvertFromInvariantString(text.Trim('"'));
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or NotSupportedException)
        {
            throw new ArgumentBindingException(
                $"Parameter '{parameter.Name}' is not a {parameter.ParameterType.Name}.", unreadable);
        }
    }
}
