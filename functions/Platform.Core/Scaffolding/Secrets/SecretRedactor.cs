using System.Buffers;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>
/// Puts three stars in the place of secrets, in any of their <see cref="SecretEncodings"/>, and of the values that were made of
/// them. A value made of a secret that is shorter than <see cref="SecretRules.LeastLength"/> is covered only where it is the
/// whole text: as a part it would tear words that have nothing to do with it.
/// </summary>
public sealed class SecretRedactor
{
    public const string Stars = "***";

    private const int LeastOfCut = 4;

    // What actions write behind a text that they cut off.
    private const string Cut = " ...";

    public static readonly SecretRedactor None = new([]);

    private readonly string[] _forms;
    private readonly HashSet<string> _whole;
    private readonly SearchValues<string> _any;

    public SecretRedactor(IEnumerable<string> values)
    {
        var given = values.Where(value => value.Length > 0).ToList();
        _whole = [.. given.Where(value => value.Length < SecretRules.LeastLength)];
        // Long ones first: a form within another one must not tear it.
        _forms = [.. given.SelectMany(SecretEncodings.Of).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(form => form.Length).ThenBy(form => form, StringComparer.Ordinal)];
        _any = SearchValues.Create(_forms, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsEmpty => _forms.Length == 0 && _whole.Count == 0;

    public bool IsIn(string text) => Redact(text) != text;

    public string Redact(string text)
    {
        if (_whole.Contains(text))
        {
            return Stars;
        }

        text = RedactForms(text);
        return text.EndsWith(Cut, StringComparison.Ordinal) ? WithoutCut(text) : text;
    }

    /// <summary>In every text and number of a value, names included.</summary>
    public JsonNode? Redact(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject members:
                var covered = new JsonObject();
                foreach (var (name, value) in members)
                {
                    covered[RedactForms(name)] = Redact(value);
                }

                return covered;
            case JsonArray items:
                return new JsonArray([.. items.Select(Redact)]);
            case JsonValue value when value.TryGetValue(out string? text):
                return Redact(text);
            default:
                var written = node.ToJsonString();
                return IsIn(written) ? Stars : node.DeepClone();
        }
    }

    public Problem Redact(Problem problem) => IsEmpty ? problem : problem with
    {
        Message = Redact(problem.Message),
        Field = problem.Field is null ? null : Redact(problem.Field),
        Value = Redact(problem.Value),
        Expected = problem.Expected is null ? null : Redact(problem.Expected),
    };

    public IReadOnlyList<Problem> Redact(IReadOnlyList<Problem> problems) =>
        IsEmpty ? problems : [.. problems.Select(Redact)];

    private string RedactForms(string text)
    {
        if (_forms.Length > 0 && text.AsSpan().ContainsAny(_any))
        {
            foreach (var form in _forms)
            {
                text = text.Replace(form, Stars, StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }

    // Half a secret before the mark of a cut is one, too.
    private string WithoutCut(string text)
    {
        var end = text.Length - Cut.Length;
        var longest = 0;
        foreach (var form in _forms)
        {
            for (var length = Math.Min(form.Length - 1, end); length > longest && length >= LeastOfCut; length--)
            {
                if (text.AsSpan(0, end).EndsWith(form.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
                {
                    longest = length;
                }
            }
        }

        return longest == 0 ? text : string.Concat(text.AsSpan(0, end - longest), Stars, text.AsSpan(end));
    }
}
