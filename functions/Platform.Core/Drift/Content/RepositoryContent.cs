using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Content;

/// <summary>What the files of a commit say, reduced to what rules ask; texts themselves are not kept.</summary>
/// <param name="Head">The commit.</param>
/// <param name="Complete">False when a file that counts could not be read: what is missing then proves nothing.</param>
/// <param name="Descriptors">Catalog descriptors, whether the catalog has read them or not.</param>
/// <param name="Scaffold">The contents of <c>.platform/scaffold.json</c>, by the folder it stands in.</param>
/// <param name="Tracked">Git blob SHA by path of the files that came from a template, as they are now.</param>
/// <param name="Docs">Paths of what counts as documentation (<c>docs/**</c>, <c>mkdocs.yml</c>, <c>README*</c>).</param>
public sealed record RepositoryContent(
    string Head,
    bool Complete,
    IReadOnlyList<DescriptorFile> Descriptors,
    IReadOnlyList<WorkflowFile> Workflows,
    IReadOnlyList<ManifestDocument> Manifests,
    IReadOnlyList<OwnersRule> CodeOwners,
    IReadOnlyList<RuntimeDeclaration> Runtimes,
    IReadOnlyDictionary<string, JsonObject> Scaffold,
    IReadOnlyDictionary<string, string> Tracked,
    IReadOnlyList<string> Docs,
    IReadOnlyList<string> TelemetrySigns);

/// <param name="Problems">As the catalog would say them, with line and column.</param>
/// <param name="Entities">Canonical references of the entities in it that are valid.</param>
public sealed record DescriptorFile(string Path, IReadOnlyList<Problem> Problems, IReadOnlyList<string> Entities);

/// <param name="Uses">Every <c>uses:</c> of jobs and steps.</param>
/// <param name="Triggers">Names of the events under <c>on:</c>.</param>
public sealed record WorkflowFile(
    string Path, IReadOnlyList<string> Triggers, IReadOnlyList<WorkflowUse> Uses, string? Problem = null);

/// <param name="Target">Without the reference, such as <c>acme/workflows/.github/workflows/service.yml</c>.</param>
/// <param name="Reference">What stands behind the <c>@</c>; empty for a local one.</param>
public sealed record WorkflowUse(string Target, string Reference, bool IsWorkflow, int Line);

/// <summary>A Kubernetes document of the repository.</summary>
/// <param name="PlainSecrets">Keys whose values stand there in clear; never the values.</param>
public sealed record ManifestDocument(
    string Path, int Line, string ApiVersion, string Kind, string? Name, string? Namespace, IReadOnlyList<string> PlainSecrets)
{
    /// <value>Names of the secrets that it reads, if it runs something.</value>
    public IReadOnlyList<string> UsesSecrets { get; init; } = [];

    /// <value>Name of the secret that there is in the cluster because of it.</value>
    public string? MakesSecret { get; init; }
}

/// <summary>A line of CODEOWNERS; the last one that matches a path counts.</summary>
public sealed record OwnersRule(string Pattern, IReadOnlyList<string> Owners, int Line);

/// <param name="Product">As endoflife.date names it: <c>nodejs</c>, <c>python</c>, <c>dotnet</c>, <c>go</c>, <c>java</c>.</param>
/// <param name="Cycle">Its release cycle: <c>18</c>, <c>3.9</c>.</param>
public sealed record RuntimeDeclaration(string Product, string Cycle, string Path, int Line);
