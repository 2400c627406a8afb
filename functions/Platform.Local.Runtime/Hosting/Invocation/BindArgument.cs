namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>Gives one parameter its value for one invocation.</summary>
/// <exception cref="ArgumentBindingException">What the trigger carries does not fit the parameter.</exception>
internal delegate object? BindArgument(LocalFunctionContext context);
