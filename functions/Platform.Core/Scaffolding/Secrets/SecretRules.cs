using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>What a request's <c>secrets</c> may be. No problem shows a value.</summary>
public static class SecretRules
{
    /// <summary>
    /// A shorter text can't be told from ordinary words, so it couldn't be kept out of messages without tearing them: it is
    /// refused. An empty one is no secret.
    /// </summary>
    public const int LeastLength = 8;

    public const int MostSecrets = 32;

    public const int LongestName = 64;

    /// <summary>UTF-8, all values together; a row of the store holds them with room to spare.</summary>
    public const int MostBytes = 32 * 1024;

    private const string Field = "secrets";

    /// <param name="written">The request's member; missing and null are no secrets.</param>
    public static Result<IReadOnlyDictionary<string, string>> Read(JsonNode? written)
    {
        if (written is null)
        {
            return Result<IReadOnlyDictionary<string, string>>.Ok(new Dictionary<string, string>());
        }

        if (written is not JsonObject members)
        {
            return new Problem("secrets-invalid", "'secrets' must be an object.", Field, Expected: "an object of texts");
        }

        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        List<Problem> problems = [];
        foreach (var (name, value) in members)
        {
            if (ProblemOf(name, value) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                secrets[name] = value!.GetValue<string>();
            }
        }

        problems.AddRange(TooMuch(secrets, members.Count));
        return problems.Count > 0
            ? Result<IReadOnlyDictionary<string, string>>.Failed(problems)
            : Result<IReadOnlyDictionary<string, string>>.Ok(secrets);
    }

    /// <summary>Against the template's schema for secrets; Backstage asks for none that is not declared, and takes any.</summary>
    public static IReadOnlyList<Problem> Check(TemplateDefinition template, IReadOnlyDictionary<string, string> secrets) =>
        ParameterValidation.ValidateSecrets(
            template, new JsonObject(secrets.Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)secret.Value))));

    private static Problem? ProblemOf(string name, JsonNode? value)
    {
        var field = FieldPath.Key(Field, name.Length > LongestName ? name[..LongestName] : name);
        if (name.Length is 0 or > LongestName)
        {
            return new("secret-name-invalid", "The name of a secret is empty or too long.", field, Expected: string.Create(
                CultureInfo.InvariantCulture, $"1 to {LongestName} characters"));
        }

        if (value is not JsonValue text || !text.TryGetValue(out string? found))
        {
            return new("secrets-invalid", $"The secret '{name}' must be a text.", field, Expected: "a text");
        }

        return found.Length is > 0 and < LeastLength
            ? new(
                "secret-too-short",
                $"The secret '{name}' is too short: it couldn't be told from ordinary words, and so not be kept out of messages.",
                field, Expected: string.Create(CultureInfo.InvariantCulture, $"at least {LeastLength} characters"))
            : null;
    }

    private static IEnumerable<Problem> TooMuch(Dictionary<string, string> secrets, int count)
    {
        if (count > MostSecrets)
        {
            yield return new("secrets-too-many", $"There are {count} secrets.", Field, Expected: string.Create(
                CultureInfo.InvariantCulture, $"at most {MostSecrets}"));
        }

        if (secrets.Values.Sum(Encoding.UTF8.GetByteCount) > MostBytes)
        {
            yield return new("secrets-too-large", "The secrets are too large.", Field, Expected: string.Create(
                CultureInfo.InvariantCulture, $"at most {MostBytes} bytes of UTF-8 in all"));
        }
    }
}
