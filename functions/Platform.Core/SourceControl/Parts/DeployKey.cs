namespace Platform.Core.SourceControl.Parts;

/// <summary>A public key that may read one repository, and its private half as a secret of that repository's workflows.</summary>
/// <param name="PublicKey">In OpenSSH's form.</param>
/// <param name="PrivateKey">A secret.</param>
public sealed record DeployKey(string Name, string PublicKey, string PrivateKey, string SecretName) : IRepositoryPart
{
    /// <value>Type and body, without the comment that the host drops.</value>
    public string Key => string.Join(' ', PublicKey.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    public string Title => $"the deploy key {Name}";
}
