namespace Funnel.Sandbox.WeCom;

/// <summary>Codes of https://developer.work.weixin.qq.com/document/path/90313.</summary>
internal static class WeComCodes
{
    public const int BadSecret = 40001;
    public const int BadMedia = 40007;
    public const int BadCorp = 40013;
    public const int BadToken = 40014;
    public const int BadLoginCode = 40029;
    public const int BadParameter = 40035;
    public const int EmptyParameter = 40058;
    public const int BadTag = 40068;
    public const int TagExists = 40071;
    public const int BadExternalUser = 40096;
    public const int MediaExpired = 40145;
    public const int NoToken = 41001;
    public const int WayType = 41037;
    public const int WayScene = 41038;
    public const int WayStyle = 41039;
    public const int WayUsers = 41041;
    public const int WayId = 41044;
    public const int WaysUsedUp = 41045;
    public const int NoWelcomeCode = 41049;
    public const int WelcomeCode = 41050;
    public const int WelcomedAlready = 41051;
    public const int TooManyAttachments = 41064;
    public const int AttachmentType = 41065;
    public const int TooManyGroups = 41091;
    public const int CategoryOnly = 41200;
    public const int TokenExpired = 42001;
    public const int TooFast = 45009;
    public const int NotOurs = 60011;
    public const int NoUser = 60111;
    public const int OwnersNeeded = 81017;
    public const int NoRelation = 84061;

    /// <summary>The list of codes names none for a group that is not there: the general one.</summary>
    public const int NoGroup = BadParameter;
}
