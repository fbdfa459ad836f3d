namespace Funnel.Console.Languages;

public sealed partial record HidingTexts
{
    public static HidingTexts English { get; } = new()
    {
        Comments = "The person's comments",
        IsHidden = "Hidden",
        Hide = "Hide the comment",
        HideHint = "Others will not see it under the video any more; its author as a rule still does. A public reply that was not sent yet is cancelled; private messages go on.",
        ForGoodHint = "On this platform it cannot be shown again from here: do that on the platform itself.",
        HideSure = "Yes, hide it",
        Unhide = "Show it again",
        UnhideHint = "Others will see it again. A public reply that was cancelled comes back; after ten minutes it waits for you to decide.",
        UnhideSure = "Yes, show it again",
        NoWay = "This platform has no way for programs to hide comments: hide them on the platform itself.",
        NoWayBack = "This platform has no way for programs to show it again: do that on the platform itself.",
        FlashHidden = "The comment is hidden.",
        FlashUnhidden = "The comment is shown again.",
    };
}
