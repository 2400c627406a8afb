namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>The app can't start; the message lists everything that is wrong with its functions.</summary>
public sealed class FunctionAppException : Exception
{
    public FunctionAppException(IReadOnlyList<string> problems)
        : base($"The function app can't start:{Environment.NewLine}  - {string.Join($"{Environment.NewLine}  - ", problems)}") =>
        Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
