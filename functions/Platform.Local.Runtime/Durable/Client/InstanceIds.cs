namespace Platform.Local.Runtime.Durable.Client;

/// <summary>The real host's rules, which are also what a row key allows.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 256;

    public static string Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength
            || instanceId[0] == '@'
            || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"The instance id '{instanceId}' is not allowed; expected at most {MaxLength} characters, none of / \\ # ? or "
                + "control characters, and no @ at the start.",
                nameof(instanceId));
        }

        return instanceId;
    }
}
