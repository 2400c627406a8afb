namespace Platform.Adapters.GitHub.Budget;

/// <summary>The ledger's answer: slots in a bucket, or how long until asking again makes sense.</summary>
internal abstract record BudgetDecision
{
    private BudgetDecision()
    {
    }

    internal sealed record Granted(long Bucket, int Slots, DateTimeOffset Until) : BudgetDecision;

    internal sealed record Wait(TimeSpan Delay, string Reason) : BudgetDecision;
}
