namespace Funnel.Sandbox.Kuaishou;

/// <summary>The real codes were not found anywhere: these are the sandbox's own, and its configuration tells the host of them.</summary>
internal static class KuaishouCodes
{
    public const int BadParameter = 400001;
    public const int TokenDead = 402001;
    public const int NoPermission = 402003;
    public const int TooFast = 402029;
}
