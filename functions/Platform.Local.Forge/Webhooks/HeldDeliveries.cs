namespace Platform.Local.Forge.Webhooks;

/// <summary>Deliveries that let their successor go first.</summary>
internal sealed class HeldDeliveries
{
    private readonly Lock _lock = new();
    private readonly List<(Delivery Delivery, TaskCompletionSource Passed)> _held = [];

    /// <summary>
    /// Holds from now on. Ends when a later delivery to the same hook has been sent; an earlier one that is still under way
    /// doesn't count.
    /// </summary>
    public Task SuccessorOf(Delivery delivery)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _held.Add((delivery, passed));
        }

        return passed.Task;
    }

    /// <summary>A delivery that nobody held has been sent.</summary>
    public void Passed(Delivery successor)
    {
        lock (_lock)
        {
            foreach (var (_, passed) in _held.Where(held => IsSuccessor(held.Delivery)))
            {
                passed.SetResult();
            }

            _held.RemoveAll(held => IsSuccessor(held.Delivery));
        }

        bool IsSuccessor(Delivery held) => held.HookId == successor.HookId && held.Id < successor.Id;
    }
}
