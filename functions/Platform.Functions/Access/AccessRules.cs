using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Platform.Functions.Access;

/// <summary>The rules of the app's functions, by function name.</summary>
internal sealed class AccessRules
{
    private readonly Dictionary<string, AccessRuleAttribute> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _questions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _senderless = new(StringComparer.OrdinalIgnoreCase);

    public AccessRules(IEnumerable<Type> types)
    {
        foreach (var method in types.SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && RuleOf(method) is { } rule)
            {
                _rules.Add(function.Name, rule);
                if (method.IsDefined(typeof(ChangesNothingAttribute)))
                {
                    _questions.Add(function.Name);
                }

                if (method.IsDefined(typeof(KeepsNoSenderAttribute)))
                {
                    _senderless.Add(function.Name);
                }
            }
        }
    }

    public AccessRuleAttribute? Find(string function) => _rules.GetValueOrDefault(function);

    /// <summary>Whether the function changes nothing, whatever its HTTP method.</summary>
    public bool IsQuestion(string function) => _questions.Contains(function);

    /// <summary>Whether nothing is to be kept of who called the function.</summary>
    public bool KeepsNoSender(string function) => _senderless.Contains(function);

    internal static AccessRuleAttribute? RuleOf(MethodInfo method) =>
        method.GetCustomAttribute<AccessRuleAttribute>() ?? method.DeclaringType?.GetCustomAttribute<AccessRuleAttribute>();
}
