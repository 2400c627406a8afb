using System.Text.Json.Nodes;
using Platform.Adapters.Backstage;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Backstage;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>Everything that a running Backstage has.</summary>
internal static class BackstageMaterial
{
    /// <exception cref="CommandException">It could not be read completely.</exception>
    public static async Task<ImportMaterial> ReadAsync(
        Uri root, string? token, string tokenVariable, CommandProgress progress, CancellationToken cancellationToken)
    {
        using var http = new PatientHttp(HttpPatience.Default, TimeProvider.System);
        var catalog = new BackstageCatalog(root, token, http);
        var entities = new List<JsonObject>();
        await foreach (var page in catalog.ReadAsync(cancellationToken))
        {
            if (page.Value is not { } read)
            {
                var problem = page.Problems[0];
                var hint = problem.Code == BackstageProblems.Unauthorized
                    ? $" Give it in --token-file or {tokenVariable}." : string.Empty;
                throw new CommandException(
                    ExitCode.EnvironmentAtFault, $"{problem.Message}{hint} Nothing was imported.");
            }

            entities.AddRange(read.Entities.Select(entity => entity.Body));
            progress.Tell("Read from Backstage", entities.Count, read.Total);
        }

        return new(BackstageAddress.NameOf(root), entities);
    }
}
