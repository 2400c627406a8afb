using System.Text.Json;

namespace Platform.Core.Primitives;

/// <summary>
/// Reads messages that only this platform writes: what is no such message is named, but not explained rule by rule, and nothing
/// of it is quoted, because a reply address may be in it.
/// </summary>
internal static class OwnMessage
{
    private const int MaxDepth = 16;

    /// <param name="what">For the problem: "a chat post".</param>
    /// <param name="required">Fields that must be there.</param>
    public static Result<T> Read<T>(ReadOnlySpan<byte> utf8, string what, params IReadOnlyList<string> required)
        where T : class
    {
        var message = MessageJson.Open(utf8, MaxDepth, what);
        if (!message.IsOk)
        {
            return Result<T>.Failed(message.Problems);
        }

        List<Problem> missing =
        [
            .. required.Where(name => message.Value[name] is null)
                .Select(name => new Problem(FieldChecks.Missing, $"'{name}' is missing.", name, Expected: what)),
        ];
        if (missing.Count > 0)
        {
            return Result<T>.Failed(missing);
        }

        try
        {
            return Result<T>.Ok(message.Value.Deserialize<T>(PlatformJson.Options)!);
        }
        catch (JsonException)
        {
            return new Problem(FieldChecks.WrongFormat, $"A field is not as it is in {what}.", Expected: what);
        }
    }
}
