namespace Funnel.Console.Languages;

public sealed partial record HidingTexts
{
    public static HidingTexts Chinese { get; } = new()
    {
        Comments = "此人的评论",
        IsHidden = "已隐藏",
        Hide = "隐藏评论",
        HideHint = "隐藏后别人在评论区看不到这条评论，发评论的人自己通常还能看到；还没有发出的公开回复会取消，私信照常。",
        ForGoodHint = "这个平台不能从这里重新显示：需要时请在平台上操作。",
        HideSure = "确认隐藏",
        Unhide = "重新显示",
        UnhideHint = "别人会重新看到这条评论；因隐藏而取消的公开回复会恢复，隐藏超过十分钟的先交给你决定。",
        UnhideSure = "确认重新显示",
        NoWay = "这个平台没有隐藏评论的接口：需要时请在平台上手动隐藏。",
        NoWayBack = "这个平台没有重新显示的接口：需要时请在平台上操作。",
        FlashHidden = "评论已隐藏。",
        FlashUnhidden = "评论已重新显示。",
    };
}
