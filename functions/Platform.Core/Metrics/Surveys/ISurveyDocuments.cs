namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// The surveys' documents by name. A document is replaced as a whole, so nothing in it has a time or an order of its own: of
/// what was written nobody can see what came first.
/// </summary>
public interface ISurveyDocuments
{
    Task<(T Document, string Version)?> FindAsync<T>(string name, CancellationToken cancellationToken)
        where T : class;

    /// <param name="version">What it replaces; null: nothing may be there.</param>
    /// <returns>False when there is something else by now.</returns>
    Task<bool> SaveAsync<T>(string name, T document, string? version, CancellationToken cancellationToken)
        where T : class;

    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <returns>In order.</returns>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <summary>What the surveys' documents are called.</summary>
internal static class SurveyNames
{
    public const string Surveys = "surveys/";

    public static string Survey(string id) => $"{Surveys}{id}";

    public static string Plan(string id, int round) => $"rounds/{id}/{round}/plan";

    public static string Invited(string id, int round) => $"rounds/{id}/{round}/invited";

    public static string Answers(string id, int round) => $"rounds/{id}/{round}/answers";

    public static string Results(string id, int round) => $"rounds/{id}/{round}/results";
}
