namespace Funnel.Sandbox.Instagram;

/// <summary>Codes of Meta's APIs.</summary>
internal static class InstagramCodes
{
    public const int Application = 4;
    public const int NoPermission = 10;
    public const int BadParameter = 100;
    public const int TokenDead = 190;

    /// <summary>A subcode of <see cref="NoPermission"/>, as all numbers above <see cref="FirstSubcode"/> are.</summary>
    public const int WindowOver = 2_534_022;

    /// <summary>A subcode too: the comment's one private reply was sent already.</summary>
    public const int Answered = 2_534_025;

    public const int FirstSubcode = 1_000_000;
}
