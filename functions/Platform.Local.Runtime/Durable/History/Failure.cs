using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Durable.History;

/// <summary><see cref="TaskFailureDetails"/> as the journal keeps it.</summary>
internal sealed record Failure(string Type, string Message, string? Stack, Failure? Inner)
{
    public static Failure From(Exception exception) => From(TaskFailureDetails.FromException(exception));

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);

    private static Failure From(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? From(inner) : null);
}
