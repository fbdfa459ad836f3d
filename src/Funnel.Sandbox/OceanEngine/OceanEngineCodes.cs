namespace Funnel.Sandbox.OceanEngine;

/// <summary>The platform's general codes, as its public client libraries repeat them.</summary>
internal static class OceanEngineCodes
{
    public const int BadParameter = 40001;
    public const int NoPermission = 40002;
    public const int TooFast = 40100;
    public const int TokenExpired = 40102;
    public const int RefreshExpired = 40103;
    public const int TokenMissing = 40104;
    public const int TokenInvalid = 40105;
    public const int RefreshInvalid = 40107;
}
