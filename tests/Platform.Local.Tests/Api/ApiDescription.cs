using System.Reflection;
using System.Runtime.CompilerServices;

namespace Platform.Local.Tests.Api;

/// <summary>
/// One line for each thing that a caller's source can see of the given types: the type with its base, and its members with
/// names and defaults of their parameters. Nullability is left out, it never breaks a build that compiles here.
/// </summary>
internal static class ApiDescription
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(IEnumerable<Type> types) =>
        types.SelectMany(Of).Order(StringComparer.Ordinal).Distinct();

    private static IEnumerable<string> Of(Type type)
    {
        yield return $"{Name(type)} = {Kind(type)}";
        var members = type.GetMembers(Declared)
            .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(Describe)
            .OfType<string>();
        foreach (var member in members)
        {
            yield return $"{Name(type)} . {member}";
        }
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsInterface ? "interface"
        : $"{Modifier(type)}class : {Name(type.BaseType!)}";

    private static string Modifier(Type type) => (type.IsAbstract, type.IsSealed) switch
    {
        (true, true) => "static ",
        (true, false) => "abstract ",
        (false, true) => "sealed ",
        _ => string.Empty,
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true, IsSpecialName: false } field => $"{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => Describe(property),
        ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !IsAccessor(method) =>
            $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        _ => null,
    };

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string? Describe(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : string.Empty;
        var set = property.SetMethod is { } setter && IsVisible(setter) ? $"{SetKeyword(setter)}; " : string.Empty;
        var modifier = Modifier(property.GetMethod ?? property.SetMethod!);
        return get.Length + set.Length == 0
            ? null
            : $"{modifier}{Name(property.PropertyType)} {property.Name} {{ {get}{set}}}";
    }

    private static string SetKeyword(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";

    private static string Modifier(MethodInfo method) =>
        (method.IsStatic, method.DeclaringType!.IsInterface, method.IsAbstract, method.IsVirtual && !method.IsFinal) switch
        {
            (true, _, _, _) => "static ",
            (_, true, _, _) => string.Empty,
            (_, _, true, _) => "abstract ",
            (_, _, _, true) when method.GetBaseDefinition() != method => "override ",
            (_, _, _, true) => "virtual ",
            _ => string.Empty,
        };

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : string.Empty;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Describe));

    private static string Describe(ParameterInfo parameter)
    {
        var before = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null ? "params "
            : parameter.Member.IsDefined(typeof(ExtensionAttribute)) && parameter.Position == 0 ? "this " : string.Empty;
        var after = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : string.Empty;
        return $"{before}{Name(parameter.ParameterType)} {parameter.Name}{after}";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        var name = type.FullName is null || type.IsGenericParameter ? type.Name : $"{type.Namespace}.{Nested(type)}{type.Name}";
        var plain = type is { IsGenericType: true, FullName: null } ? $"{type.Namespace}.{type.Name}" : name;
        var arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return type.IsGenericType ? $"{plain.Split('`')[0]}<{arguments}>" : plain.TrimEnd('&');
    }

    private static string Nested(Type type) => type.DeclaringType is { } outer ? $"{outer.Name}." : string.Empty;
}
