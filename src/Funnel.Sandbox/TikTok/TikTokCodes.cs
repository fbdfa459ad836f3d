namespace Funnel.Sandbox.TikTok;

/// <summary>Codes of the Business API; they come with HTTP 200.</summary>
internal static class TikTokCodes
{
    public const int NoPermission = 40001;
    public const int BadParameter = 40002;
    public const int TooMany = 40100;
    public const int WrongApp = 40101;
    public const int TokenDead = 40105;
    public const int RefreshDead = 40107;
    public const int CodeDead = 40110;
}
