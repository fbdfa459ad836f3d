namespace Funnel.Sandbox.OfficialAccount;

/// <summary>Codes of https://developers.weixin.qq.com/doc/service/guide/dev/api/errorcode.html.</summary>
internal static class AccountCodes
{
    public const int BadCredential = 40001;
    public const int BadGrantType = 40002;
    public const int BadOpenId = 40003;
    public const int BadAppId = 40013;
    public const int NoToken = 41001;
    public const int TokenExpired = 42001;
    public const int NotPost = 43002;
    public const int NoFollower = 43004;
    public const int TooFast = 45011;
    public const int WindowOver = 45015;
    public const int TooManyMessages = 45047;
    public const int BadData = 47001;
}
