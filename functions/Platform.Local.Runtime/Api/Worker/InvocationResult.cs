namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned. Middleware may set it instead of calling on, e.g. to refuse a request.</summary>
public abstract class InvocationResult : InvocationResult<object>;
