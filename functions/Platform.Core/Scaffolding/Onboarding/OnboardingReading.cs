using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>Answers questions about onboarding.</summary>
public sealed class OnboardingReading(IOnboardingStore store, IEventLog events, TimeProvider clock)
{
    public async Task<OnboardingView> OfAsync(ScaffoldTask task, CancellationToken cancellationToken)
    {
        var record = await store.FindAsync(task, cancellationToken) ?? OnboardingRecord.Of(task);
        return OnboardingView.Of(task, record, await events.ReadAsync(task.Id, 0, cancellationToken));
    }

    public async Task<OnboardingSummary> InAsync(
        DateTimeOffset from, DateTimeOffset to, EntityRef? template, CancellationToken cancellationToken)
    {
        var records = new List<OnboardingRecord>();
        await foreach (var record in store.ListAsync(from, to, cancellationToken))
        {
            if (template is null || record.Template == template)
            {
                records.Add(record);
            }
        }

        return OnboardingSummary.Of(from, to, template, records, clock.GetUtcNow());
    }
}
