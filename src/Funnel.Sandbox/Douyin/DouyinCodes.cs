namespace Funnel.Sandbox.Douyin;

/// <summary>Codes of https://developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/status-code and of the direct-message capability.</summary>
internal static class DouyinCodes
{
    public const int BadParameterOld = 2100005;
    public const int TokenInvalidOld = 2190002;
    public const int TokenInvalid = 28001003;
    public const int BadParameter = 28001007;
    public const int TokenExpired = 28001008;
    public const int NotAuthorized = 28001012;
    public const int NoCapability = 28001014;
    public const int TokenOfAnother = 28001015;
    public const int IllegalContent = 28001038;
    public const int TooFast = 28003018;
    public const int MessageCount = 28003070;
    public const int WindowOver = 28003080;
    public const int PeerMismatch = 28003082;
}
