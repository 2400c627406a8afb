using Platform.Core.Access;

namespace Platform.Functions.Access;

/// <summary>
/// Who may call an HTTP function. Every HTTP function carries exactly one rule, on the method or its class; without one it is
/// refused to everybody.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public abstract class AccessRuleAttribute : Attribute;

/// <summary>Callers whose API key holds the role, directly or by the lattice in <see cref="Core.Access.Role"/>.</summary>
public sealed class RequiresRoleAttribute(Role role) : AccessRuleAttribute
{
    public Role Role => role;
}

/// <summary>Senders that sign the raw body with the secret they share with us.</summary>
public sealed class WebhookSignedAttribute(WebhookSender sender) : AccessRuleAttribute
{
    public WebhookSender Sender => sender;
}

/// <summary>Senders of <c>events/{sender}</c>, each in its own way (<see cref="ISenderGate"/>).</summary>
public sealed class SenderSignedAttribute : AccessRuleAttribute;

public enum WebhookSender
{
    GitHub,
    Slack,
    RemoteAction,
}

/// <summary>
/// Callers who show an API key, or the code of a link that stands for one: what a browser's session is opened with. A cookie or
/// the platform's own authentication will not do.
/// </summary>
public sealed class OpensSessionAttribute : AccessRuleAttribute;

/// <summary>Everybody; for what tells nothing.</summary>
public sealed class AllowAnonymousAccessAttribute : AccessRuleAttribute;

/// <summary>
/// The function changes nothing although its HTTP method could: a question that is too long for an address. A reader may be
/// allowed to call it, and it is not audited.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChangesNothingAttribute : Attribute;

/// <summary>
/// The audit log says that the function was called and what came of it, but neither from where nor when within the day, nor under
/// an id that others know, too: nobody is to find out who called.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepsNoSenderAttribute : Attribute;
