using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Local.Forge.Actions.Workflows;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Expressions;

/// <summary>The functions of Actions expressions.</summary>
internal static partial class Functions
{
    private static readonly JsonSerializerOptions Pretty = new(JsonFile.Options) { WriteIndented = true };

    private static readonly Dictionary<string, Func<Scope, JsonNode?[], JsonNode?>> All = new(
        StringComparer.OrdinalIgnoreCase)
    {
        ["success"] = (scope, _) => scope.Status == JobStatus.Success,
        ["failure"] = (scope, _) => scope.Status == JobStatus.Failure,
        ["cancelled"] = (scope, _) => scope.Status == JobStatus.Cancelled,
        ["always"] = (_, _) => true,
        ["contains"] = (_, args) => Contains(args[0], args[1]),
        ["startsWith"] = (_, args) =>
            Value.AsText(args[0]).StartsWith(Value.AsText(args[1]), StringComparison.OrdinalIgnoreCase),
        ["endsWith"] = (_, args) =>
            Value.AsText(args[0]).EndsWith(Value.AsText(args[1]), StringComparison.OrdinalIgnoreCase),
        ["format"] = (_, args) => Format(args),
        ["join"] = (_, args) =>
            args[0] is JsonArray list
                ? string.Join(args.Length > 1 ? Value.AsText(args[1]) : ",", list.Select(Value.AsText))
                : Value.AsText(args[0]),
        ["toJSON"] = (_, args) => args[0]?.ToJsonString(Pretty) ?? "null",
        ["fromJSON"] = (_, args) => FromJson(Value.AsText(args[0])),
        ["hashFiles"] = HashFiles,
    };

    private static readonly Dictionary<string, int> Arity = new(StringComparer.OrdinalIgnoreCase)
    {
        ["contains"] = 2,
        ["startsWith"] = 2,
        ["endsWith"] = 2,
        ["format"] = 1,
        ["join"] = 1,
        ["toJSON"] = 1,
        ["fromJSON"] = 1,
        ["hashFiles"] = 1,
    };

    public static Func<Scope, JsonNode?[], JsonNode?> Find(string name, int arguments) =>
        !All.TryGetValue(name, out var function) ? throw new ExpressionException($"The function {name} is not supported")
        : arguments < Arity.GetValueOrDefault(name)
            ? throw new ExpressionException($"{name} needs {Arity[name]} arguments, not {arguments}")
        : function;

    /// <summary>A condition that asks for the status itself is not narrowed to <c>success()</c>.</summary>
    public static bool AsksForStatus(string name) =>
        name.ToUpperInvariant() is "SUCCESS" or "FAILURE" or "CANCELLED" or "ALWAYS";

    private static bool Contains(JsonNode? where, JsonNode? what) =>
        where is JsonArray list
            ? list.Any(item => Value.AreEqual(item, what))
            : Value.AsText(where).Contains(Value.AsText(what), StringComparison.OrdinalIgnoreCase);

    private static string Format(JsonNode?[] args) =>
        Placeholder()
            .Replace(
                Value.AsText(args[0]),
                match =>
                    match.Value switch
                    {
                        "{{" => "{",
                        "}}" => "}",
                        var text
                            when int.TryParse(text.AsSpan(1, text.Length - 2), out var index) && index + 1 < args.Length =>
                            Value.AsText(args[index + 1]),
                        var text => throw new ExpressionException($"format has no argument for {text}"),
                    });

    private static JsonNode? FromJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new ExpressionException("fromJSON was given text that is not JSON");
        }
    }

    private static JsonNode? HashFiles(Scope scope, JsonNode?[] patterns)
    {
        if (scope.Workspace is not { } root)
        {
            throw new ExpressionException("hashFiles needs a workspace and can be used in steps only");
        }

        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file =>
                !file.StartsWith(".git/", StringComparison.Ordinal)
                && FilterPattern.Matches([.. patterns.Select(Value.AsText)], file))
            .Order(StringComparer.Ordinal)
            .ToList();
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        files.ForEach(file => all.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file)))));
        return files.Count == 0 ? "" : Convert.ToHexStringLower(all.GetHashAndReset());
    }

    [GeneratedRegex(@"\{\{|\}\}|\{\d+\}")]
    private static partial Regex Placeholder();
}
