using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Cli.Templates;

/// <summary>What <c>templates render</c> says.</summary>
/// <param name="Error">The first problem.</param>
/// <param name="Errors">All of them; null when there is none.</param>
internal sealed record RenderReport(
    bool Ok,
    Problem? Error,
    JsonObject Output,
    IReadOnlyList<RenderedEntry> Files,
    IReadOnlyList<string> Stubbed,
    IReadOnlyList<Problem>? Errors)
{
    public static async Task<RenderReport> OfAsync(
        DryRunResult result, IContentStore contents, CancellationToken cancellationToken)
    {
        var files = new List<RenderedEntry>();
        foreach (var file in result.Workspace.Files)
        {
            var link = file.Mode == WorkspacePath.LinkMode
                ? Encoding.UTF8.GetString((await contents.ReadAsync(file, cancellationToken)).Span)
                : null;
            files.Add(new(file.Path, link is null ? $"0{file.Mode[3..]}" : "0777", file.Sha256, link));
        }

        return new(
            result.Problems.Count == 0,
            result.Problems.Count > 0 ? result.Problems[0] : null,
            result.Output,
            files,
            result.Stubbed,
            result.Problems.Count > 0 ? result.Problems : null);
    }

    public void Write(bool json, TextWriter output, TextWriter prose)
    {
        foreach (var problem in Errors ?? [])
        {
            prose.WriteLine(ProblemText.Of(problem));
        }

        if (json)
        {
            output.WriteLine(PlatformJson.Serialize(this));
            return;
        }

        foreach (var file in Files)
        {
            var link = file.Link is null ? string.Empty : $" -> {file.Link}";
            output.WriteLine($"{file.Mode} {file.Sha256[..12]} {file.Path}{link}");
        }

        if (Output.Count > 0)
        {
            output.WriteLine(YamlWriter.Write(new JsonObject { ["output"] = Output.DeepClone() }).TrimEnd());
        }

        prose.WriteLine(Stubbed.Count > 0
            ? $"{Files.Count} files; not run, since they reach outside: {string.Join(", ", Stubbed)}"
            : $"{Files.Count} files.");
    }
}

/// <param name="Mode">As <c>ls</c> counts it: 0644, 0755, or 0777 for a link.</param>
/// <param name="Link">Where a link leads.</param>
internal sealed record RenderedEntry(string Path, string Mode, string Sha256, string? Link);
