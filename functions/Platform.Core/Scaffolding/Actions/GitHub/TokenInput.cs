using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>
/// The token that a step brings along for its own calls. It counts only when the template takes it from the task's secrets: one
/// that is written into a template, or comes in a form's field, is known to everybody who can read either.
/// </summary>
internal static partial class TokenInput
{
    public static Result<Maybe> Of(ScaffoldTask task, ActionCall call)
    {
        if (call.Input["token"] is not JsonValue value || value.ToString() is not { Length: > 0 } token)
        {
            return new Maybe(null);
        }

        var written = task.Spec.Steps.FirstOrDefault(step => step.Id == call.Step.Id)?.Input["token"]?.ToString();
        return written is not null && OnlySecret().IsMatch(written)
            ? IsToken(token) ? new Maybe(token) : Wrong("token-invalid", "The token has characters that no token has.", "a token")
            : Wrong(
                "token-not-secret", "A token that is not taken from the task's secrets is no secret.",
                "${{ secrets.NAME }}, or no token: then the platform's own is used");
    }

    // Whatever it is, it has to fit in a header.
    private static bool IsToken(string text) => text.All(character => character is > ' ' and < '\x7f');

    private static Problem Wrong(string code, string message, string expected) => new(code, message, "token", Expected: expected);

    [GeneratedRegex(@"\A\s*\$\{\{\s*secrets(\.[A-Za-z_]\w*|\[\s*(""[^""]+""|'[^']+')\s*\])\s*\}\}\s*\z")]
    private static partial Regex OnlySecret();

    internal sealed record Maybe(string? Token);
}
