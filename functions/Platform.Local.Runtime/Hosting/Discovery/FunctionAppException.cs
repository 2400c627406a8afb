namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>The app can't start; the message lists everything that is wrong with its functions.</summary>
public sealed class FunctionAppException : Exception
{
    public FunctionAppException(IReadOnlyList<string> problems)
        : base($"The function app can't start:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}"))}") =>
        Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
