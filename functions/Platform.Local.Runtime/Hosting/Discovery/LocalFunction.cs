using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>A function whose shape has been checked: it can be bound and called.</summary>
internal sealed class LocalFunction : FunctionDefinition
{
    public LocalFunction(
        string name, MethodInfo method, TriggerKind kind, TriggerBindingAttribute trigger, BindArgument[] arguments)
    {
        var type = method.DeclaringType!;
        Name = name;
        Kind = kind;
        Trigger = trigger;
        Method = new FunctionMethod(type, method);
        Arguments = arguments;
        EntryPoint = $"{type.FullName}.{method.Name}";
        PathToAssembly = type.Assembly.Location;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EntryPoint + name)))[..16];
        Parameters = [.. method.GetParameters().Select(Describe)];
        InputBindings = method.GetParameters().Select(BindingOf).OfType<BindingMetadata>().ToImmutableDictionary(b => b.Name);
        OutputBindings = kind == TriggerKind.Http
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", Binding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    public override string Name { get; }

    public override string Id { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly { get; }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    public TriggerKind Kind { get; }

    public TriggerBindingAttribute Trigger { get; }

    public FunctionMethod Method { get; }

    /// <summary>One per parameter, in order.</summary>
    public BindArgument[] Arguments { get; }

    private static FunctionParameter Describe(ParameterInfo parameter) => new(
        parameter.Name!,
        parameter.ParameterType,
        parameter.GetCustomAttribute<BindingAttribute>(inherit: true) is { } binding
            ? ImmutableDictionary<string, object>.Empty.Add("bindingAttribute", binding)
            : ImmutableDictionary<string, object>.Empty);

    private static LocalBindingMetadata? BindingOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<BindingAttribute>(inherit: true) is { } binding
            ? Binding(parameter.Name!, TypeNameOf(binding), BindingDirection.In)
            : null;

    /// <summary>HttpTriggerAttribute is <c>httpTrigger</c> in function.json, and so on.</summary>
    private static string TypeNameOf(BindingAttribute binding)
    {
        var name = binding.GetType().Name[..^nameof(Attribute).Length];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static LocalBindingMetadata Binding(string name, string type, BindingDirection direction) =>
        new(name, type, direction);
}
