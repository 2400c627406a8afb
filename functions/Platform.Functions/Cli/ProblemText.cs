using System.Text;
using System.Text.Json;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli;

/// <summary>A problem as people read it on a terminal, place first so that editors jump to it.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem)
    {
        var text = new StringBuilder(problem.ToString());
        if (problem.Field is { Length: > 0 } field && !problem.Message.Contains(field, StringComparison.Ordinal))
        {
            text.Append("\n  in: ").Append(field);
        }

        if (problem.Value is { } value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > 0)
        {
            text.Append("\n  at: ").Append(value.GetValue<string>().ReplaceLineEndings("\n      "));
        }

        return text.ToString();
    }
}
