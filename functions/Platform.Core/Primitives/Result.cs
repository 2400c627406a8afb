using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Primitives;

/// <summary>Either a value or every problem that prevented it; expected outcomes travel as values, not as exceptions.</summary>
public sealed class Result<T>
{
    private Result(T? value, IReadOnlyList<Problem> problems)
    {
        Value = value;
        Problems = problems;
    }

    public T? Value { get; }

    /// <value>Empty exactly when <see cref="IsOk"/>.</value>
    public IReadOnlyList<Problem> Problems { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Problems.Count == 0;

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    public static Result<T> Failed(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(default, problems) : throw new ArgumentException("A failure needs a problem.", nameof(problems));

    public static Result<T> Ok(T value) => new(value, []);
}
