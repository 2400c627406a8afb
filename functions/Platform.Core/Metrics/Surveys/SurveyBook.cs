using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>Writes surveys down, and has them opened and closed.</summary>
public sealed class SurveyBook(ISurveyDocuments documents, TimeProvider clock)
{
    public const string Unknown = "survey-unknown";
    public const string Busy = "survey-busy";

    private const int MostTries = 20;

    public async Task<SurveyRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await documents.FindAsync<SurveyRecord>(SurveyNames.Survey(id), cancellationToken))?.Document;

    public async Task<IReadOnlyList<SurveyRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<SurveyRecord>();
        foreach (var name in await documents.ListAsync(SurveyNames.Surveys, cancellationToken))
        {
            if (await documents.FindAsync<SurveyRecord>(name, cancellationToken) is { } survey)
            {
                found.Add(survey.Document);
            }
        }

        return found;
    }

    /// <summary>The first version, or the next; the same again changes nothing.</summary>
    public Task<Result<SurveyRecord>> DefineAsync(SurveyDefinition definition, string by, CancellationToken cancellationToken) =>
        ChangeAsync(
            definition.Id,
            known => known is null
                ? SurveyRecord.New(definition, by, clock.GetUtcNow())
                : known.Define(definition, by, clock.GetUtcNow()),
            cancellationToken);

    public Task<Result<SurveyRecord>> OpenAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, known => known?.Open(clock.GetUtcNow()) ?? NotFound(id), cancellationToken);

    public Task<Result<SurveyRecord>> CloseAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, known => known?.Close(clock.GetUtcNow()) ?? NotFound(id), cancellationToken);

    /// <summary>Changes what stands, however many change it at once.</summary>
    internal async Task<Result<SurveyRecord>> ChangeAsync(
        string id, Func<SurveyRecord?, Result<SurveyRecord>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var known = await documents.FindAsync<SurveyRecord>(SurveyNames.Survey(id), cancellationToken);
            var changed = change(known?.Document);
            if (!changed.IsOk || ReferenceEquals(changed.Value, known?.Document)
                || await documents.SaveAsync(SurveyNames.Survey(id), changed.Value, known?.Version, cancellationToken))
            {
                return changed;
            }
        }

        return new Problem(Busy, $"The survey '{id}' is being changed by others all the time.", "id", id, "another attempt");
    }

    private static Problem NotFound(string id) => new(Unknown, $"There is no survey '{id}'.", "id", id, "a survey's id");
}
