using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <param name="Number">From 1.</param>
/// <param name="By">Who wrote it.</param>
public sealed record SurveyVersion(int Number, DateTimeOffset CreatedAt, string By, SurveyDefinition Definition);

public enum RoundState
{
    /// <summary>People are being invited.</summary>
    Opening,

    Open,

    /// <summary>No answer is taken any more; the results are being made.</summary>
    Closing,

    Closed,
}

/// <param name="Number">From 1.</param>
/// <param name="Version">Of the definition that it asks by, whatever was written since.</param>
public sealed record SurveyRound(int Number, int Version, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, RoundState State);

/// <summary>A survey: what was written of it, and its rounds.</summary>
/// <param name="Versions">In order; the last one is asked next.</param>
/// <param name="Current">The round that isn't closed; null when there is none.</param>
/// <param name="Closed">In order.</param>
/// <param name="NextOpensAt">When a round opens by itself.</param>
public sealed record SurveyRecord(
    string Id,
    IReadOnlyList<SurveyVersion> Versions,
    SurveyRound? Current,
    IReadOnlyList<SurveyRound> Closed,
    DateTimeOffset? NextOpensAt)
{
    public const string IsOpen = "survey-open";
    public const string IsNotOpen = "survey-not-open";

    public SurveyDefinition Definition => Versions[^1].Definition;

    /// <value>What the current round asks.</value>
    public SurveyDefinition? Asked => Current is { } round ? Versions[round.Version - 1].Definition : null;

    public static SurveyRecord New(SurveyDefinition definition, string by, DateTimeOffset now) =>
        new(definition.Id, [new(1, now, by, definition)], null, [], definition.Period.Opens);

    /// <summary>The same again is no new version; a round that is open goes on as it began.</summary>
    public SurveyRecord Define(SurveyDefinition definition, string by, DateTimeOffset now) =>
        PlatformJson.Serialize(definition) == PlatformJson.Serialize(Definition)
            ? this
            : this with
            {
                Versions = [.. Versions, new(Versions.Count + 1, now, by, definition)],
                NextOpensAt = definition.Period == Definition.Period ? NextOpensAt
                    : After(definition.Period, Closed.Count + (Current is null ? 0 : 1) == 0 ? DateTimeOffset.MinValue : now),
            };

    public Result<SurveyRecord> Open(DateTimeOffset now) => Current is null
        ? this with
        {
            Current = new(
                Closed.Count + 1, Versions.Count, now, now + Definition.Period.OpenFor, RoundState.Opening),
            NextOpensAt = After(Definition.Period, now),
        }
        : new Problem(
            IsOpen, $"Round {Current.Number} of the survey '{Id}' isn't over yet.", "id", Id, "a survey that isn't open");

    public SurveyRecord Opened() => Move(RoundState.Opening, RoundState.Open);

    /// <summary>Also before its time.</summary>
    public Result<SurveyRecord> Close(DateTimeOffset now) => Current is { State: RoundState.Open or RoundState.Closing }
        ? this with
        {
            Current = Current with
            {
                State = RoundState.Closing,
                ClosesAt = Current.ClosesAt < now ? Current.ClosesAt : now,
            },
        }
        : new Problem(IsNotOpen, $"No round of the survey '{Id}' is open.", "id", Id, "a survey that is open");

    public SurveyRecord Finished() => Move(RoundState.Closing, RoundState.Closed) is { Current: { } round } record
        ? record with { Current = null, Closed = [.. Closed, round] }
        : this;

    /// <summary>Whether something is to be done now.</summary>
    public bool IsDue(DateTimeOffset now) => Current switch
    {
        null => NextOpensAt <= now,
        { State: RoundState.Open } round => round.ClosesAt <= now,
        _ => true,
    };

    private SurveyRecord Move(RoundState from, RoundState to) => Current?.State == from
        ? this with { Current = Current with { State = to } }
        : throw new InvalidOperationException($"The round of '{Id}' is not {from}.");

    // Openings that were missed are not made up for.
    private static DateTimeOffset? After(SurveyPeriod period, DateTimeOffset now)
    {
        if (period.Opens is not { } first || first > now)
        {
            return period.Opens;
        }

        return period.Every is { } every ? first + (every * (Math.Floor((now - first) / every) + 1)) : null;
    }
}
