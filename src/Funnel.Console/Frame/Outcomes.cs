namespace Funnel.Console.Frame;

/// <summary>Outcomes travel in the URL as one of these words, never as text: a link cannot make the console say anything else.</summary>
internal static class Outcomes
{
    public const string Query = "said";
    public const string Inquiry = "inquiry";
    public const string Chatter = "chatter";
    public const string Gone = "gone";
    public const string NoOffer = "no-offer";
    public const string Replayed = "replayed";
    public const string LooksFirst = "looks-first";
    public const string Done = "done";
    public const string Resumed = "resumed";
    public const string GivenUp = "given-up";
    public const string NotPossible = "not-possible";
    public const string NotAnInquiry = "not-an-inquiry";
    public const string PutOff = "put-off";
    public const string Taken = "taken";
    public const string PutBack = "put-back";
    public const string Cancelled = "cancelled";
    public const string Over = "over";
    public const string SessionEnded = "session-ended";
    public const string SessionGone = "session-gone";
    public const string NotContacted = "not-contacted";
    public const string MayContact = "may-contact";
    public const string Connected = "connected";
    public const string Added = "added";
    public const string NotAdded = "not-added";
    public const string Erasing = "erasing";
    public const string Hidden = "hidden";
    public const string Unhidden = "unhidden";

    public static FlashMessage? Find(ConsoleRequest request)
    {
        var t = request.Texts;
        return request.Http.Request.Query[Query].ToString() switch
        {
            Inquiry => new(t.FlashInquiry, true),
            Chatter => new(t.FlashChatter, true),
            Gone => new(t.FlashGone, false),
            NoOffer => new(t.FlashNoOffer, false),
            Replayed => new(t.FlashReplayed, true),
            LooksFirst => new(t.FlashLooksFirst, true),
            Done => new(t.FlashDone, true),
            Resumed => new(t.FlashResumed, true),
            GivenUp => new(t.FlashGivenUp, true),
            NotPossible => new(t.Tasks.FlashNotPossible, true),
            NotAnInquiry => new(t.Tasks.FlashNotAnInquiry, true),
            PutOff => new(t.Tasks.FlashPutOff, true),
            Taken => new(t.Tasks.FlashTaken, true),
            PutBack => new(t.Tasks.FlashPutBack, true),
            Cancelled => new(t.Tasks.FlashCancelled, true),
            Over => new(t.Tasks.FlashOver, false),
            SessionEnded => new(t.Staff.FlashSessionEnded, true),
            SessionGone => new(t.Staff.FlashSessionGone, false),
            NotContacted => new(t.FlashNotContacted, true),
            MayContact => new(t.FlashMayContact, true),
            Connected => new(t.Connections.Connected, true),
            Added => new(t.FlashAdded, true),
            NotAdded => new(t.FlashNotAdded, true),
            Erasing => new(t.FlashErasing, true),
            Hidden => new(t.Hiding.FlashHidden, true),
            Unhidden => new(t.Hiding.FlashUnhidden, true),
            _ => null,
        };
    }
}
