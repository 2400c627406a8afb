using System.Text.RegularExpressions;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>Names of variables and secrets of workflows.</summary>
internal static partial class ActionsName
{
    private const string Requirements = "letters, digits and _, no digit first, not beginning with GITHUB_";

    public static IEnumerable<Problem> Check(string name, string field)
    {
        if (!Name().IsMatch(name))
        {
            yield return new(
                "actions-name-invalid", $"'{name}' can't name a variable or secret of workflows.", field, name, Requirements);
        }
    }

    public static IEnumerable<Problem> Check(IEnumerable<string> names, string field) =>
        names.SelectMany(name => Check(name, FieldPath.Key(field, name)));

    [GeneratedRegex(@"\A(?!GITHUB_)[A-Z_][A-Z0-9_]{0,254}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
