using Microsoft.Extensions.Options;
using Platform.Core.Catalog;

namespace Platform.Functions.ChatOps;

public sealed class ChatOptions
{
    /// <value>Who may have things made from a chat: references of users and groups with commas between, or <c>*</c> for every
    /// catalog user that a chat user is mapped to. Anybody mapped may ask questions.</value>
    public string ChatScaffolders { get; set; } = "*";

    internal IReadOnlyList<string> Scaffolders =>
        ChatScaffolders.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class ChatOptionsValidation : IValidateOptions<ChatOptions>
{
    public const string Everybody = "*";

    public ValidateOptionsResult Validate(string? name, ChatOptions options)
    {
        var failures = options.Scaffolders
            .Where(entry => entry != Everybody && !EntityRef.TryParse(entry, out _, defaultKind: "group"))
            .Select(entry =>
                $"{nameof(options.ChatScaffolders)} has '{entry}'; expected {EntityRef.Requirements}, or {Everybody}.")
            .ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
