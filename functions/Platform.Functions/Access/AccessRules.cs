using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Platform.Functions.Access;

/// <summary>The rules of the app's functions, by function name.</summary>
internal sealed class AccessRules
{
    private readonly Dictionary<string, AccessRuleAttribute> _rules = new(StringComparer.OrdinalIgnoreCase);

    public AccessRules(IEnumerable<Type> types)
    {
        foreach (var method in types.SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && RuleOf(method) is { } rule)
            {
                _rules.Add(function.Name, rule);
            }
        }
    }

    public AccessRuleAttribute? Find(string function) => _rules.GetValueOrDefault(function);

    internal static AccessRuleAttribute? RuleOf(MethodInfo method) =>
        method.GetCustomAttribute<AccessRuleAttribute>() ?? method.DeclaringType?.GetCustomAttribute<AccessRuleAttribute>();
}
