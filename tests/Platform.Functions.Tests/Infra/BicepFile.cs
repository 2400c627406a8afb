using System.Text.Json;
using Platform.Core.Primitives;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Infra;

/// <summary>What a Bicep file declares and names; bicep.mjs reads it, with a parser of the language.</summary>
internal sealed record BicepFile(
    IReadOnlyList<string> Errors,
    IReadOnlyList<BicepParameter> Parameters,
    IReadOnlyList<string> Variables,
    IReadOnlyList<BicepResource> Resources,
    IReadOnlyList<BicepModule> Modules,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Locals,
    IReadOnlyList<string> Uses,
    IReadOnlyList<string> Functions,
    IReadOnlyList<string> Members,
    IReadOnlyList<string> Loads,
    IReadOnlyList<string> Literals)
{
    public static string Root { get; } = Path.Combine(RepositoryRoot.Path, "infra");

    private static readonly Lazy<Task<Dictionary<string, BicepFile>>> Parsed = new(() => ParseAsync(Sources()));

    public IEnumerable<string> Declared =>
        Parameters.Select(parameter => parameter.Name).Concat(Variables)
            .Concat(Resources.Select(resource => resource.Name)).Concat(Modules.Select(module => module.Name));

    /// <summary>All of infra/, by path from there.</summary>
    public static Task<Dictionary<string, BicepFile>> AllAsync() => Parsed.Value;

    public static async Task<Dictionary<string, BicepFile>> ParseAsync(Dictionary<string, string> sources)
    {
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Infra", "bicep.mjs"));
        return PlatformJson.Deserialize<Dictionary<string, BicepFile>>(
            await NodeOracles.RunAsync(script, JsonSerializer.Serialize(sources), CancellationToken.None));
    }

    private static Dictionary<string, string> Sources() =>
        Directory.EnumerateFiles(Root, "*.bicep", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText);
}

internal sealed record BicepParameter(string Name, bool Required);

internal sealed record BicepResource(string Name, string Type);

internal sealed record BicepModule(string Name, string Path, IReadOnlyList<string> Parameters);
