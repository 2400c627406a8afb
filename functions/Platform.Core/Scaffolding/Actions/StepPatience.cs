using System.Globalization;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>How often a step tries what may pass, and how long it waits between.</summary>
internal sealed record StepPatience(int Attempts, RetryPauses Pauses)
{
    /// <summary>With the usual pauses, 8 attempts cover 0.5+1+2+4+8+16+30 = 61 s of trouble, more when told to wait.</summary>
    public const int UsualAttempts = 8;

    public string GivenUp => Attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{Attempts} attempts");

    public static StepPatience Usual(RetryPauses pauses) => new(UsualAttempts, pauses);

    public static StepPatience Of(ScaffoldTask task, string step, RetryPauses pauses)
    {
        if (task.Spec.Steps.FirstOrDefault(known => known.Id == step)?.Retry is not { } written)
        {
            return Usual(pauses);
        }

        var first = written.Backoff ?? pauses.First;
        var longest = written.MaxInterval ?? (first > pauses.Longest ? first : pauses.Longest);
        return new(written.Attempts ?? UsualAttempts, new(first, longest));
    }

    public TimeSpan WaitFor(TransientSourceControlException passing, int attempt) => WaitFor(passing.RetryAfter, attempt);

    /// <param name="told">What the other side asks to wait.</param>
    public TimeSpan WaitFor(TimeSpan? told, int attempt) =>
        told > Pauses.After(attempt) ? told.Value : Pauses.After(attempt);

    public string Again(TransientSourceControlException passing, TimeSpan wait, int attempt) =>
        Again(passing.Message, wait, attempt);

    public string Again(string why, TimeSpan wait, int attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{why} Trying again in {wait.TotalSeconds:0.#} s (attempt {attempt} of {Attempts}).");

    /// <summary>The moment is said, so that each wait is a line of its own.</summary>
    public static string Queued(TransientSourceControlException passing, TimeSpan wait, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{passing.Message} Waiting its turn for {wait.TotalSeconds:0.#} s, until {now + wait:HH:mm:ss} UTC.");
}
