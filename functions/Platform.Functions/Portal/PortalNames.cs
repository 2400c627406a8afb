namespace Platform.Functions.Portal;

public static class PortalNames
{
    public const string Task = "PortalTask";
    public const string Asset = "PortalAsset";
    public const string OpenSession = "PortalSessionOpen";
    public const string GetSession = "PortalSessionGet";
    public const string CloseSession = "PortalSessionClose";
    public const string CreateLink = "PortalLinkCreate";
}
