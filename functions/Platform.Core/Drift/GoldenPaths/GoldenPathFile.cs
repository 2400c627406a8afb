using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>
/// Reads golden-path.yaml, as <c>golden-path.schema.json</c> describes it. Everything that is wrong is told at once, with its
/// place.
/// </summary>
public sealed class GoldenPathFile
{
    public const string ApiVersion = "platform.functions/v1alpha1";
    public const string Kind = "GoldenPath";
    public const string Empty = "golden-path-empty";

    private static readonly string[] Sections =
        ["apiVersion", "kind", "rules", "scorecards", "workflows", "runtimes", "reports", "fixes", "enforcement"];

    private readonly GoldenPathChecks _checks;
    private readonly JsonObject _root;

    private GoldenPathFile(JsonObject root, GoldenPathChecks checks) => (_root, _checks) = (root, checks);

    /// <param name="file">What problems call it.</param>
    public static Result<GoldenPath> Read(IDocumentReader reader, string text, string file)
    {
        var documents = reader.Read(file, text).Where(one => !one.IsOk || one.Value.Root is not null).ToList();
        var broken = documents.SelectMany(one => one.Problems).ToList();
        if (broken.Count > 0)
        {
            return Result<GoldenPath>.Failed(broken);
        }

        if (documents is not [{ Value: { Root: JsonObject root } document }])
        {
            return new Problem(
                Empty, $"{file} holds no golden path.", Expected: $"one document of kind {Kind}", Place: new(file, 1, 1));
        }

        var checks = new GoldenPathChecks(document.PlaceOf);
        var path = new GoldenPathFile(root, checks).Read();
        return checks.Problems is { Count: > 0 } problems
            ? Result<GoldenPath>.Failed([.. problems.OrderBy(one => one.Place?.Line).ThenBy(one => one.Place?.Column)])
            : path with { PlaceOf = document.PlaceOf };
    }

    private GoldenPath Read()
    {
        _checks.NoOthers(_root, string.Empty, Sections);
        _checks.Text(_root, "apiVersion", string.Empty, ApiVersion.Equals, ApiVersion, required: true);
        _checks.Text(_root, "kind", string.Empty, Kind.Equals, Kind, required: true);
        var settings = new SettingSections(_checks);
        return new(
            new RuleSection(_checks).Read(_checks.Object(_root, "rules", string.Empty)),
            settings.Workflows(_checks.Object(_root, "workflows", string.Empty)),
            new RuntimeSection(_checks).Read(_checks.Object(_root, "runtimes", string.Empty)),
            _checks.Scorecards(_root),
            settings.Reports(_checks.Object(_root, "reports", string.Empty)),
            settings.Fixes(_checks.Object(_root, "fixes", string.Empty)),
            settings.Enforcement(_checks.Object(_root, "enforcement", string.Empty)));
    }
}
