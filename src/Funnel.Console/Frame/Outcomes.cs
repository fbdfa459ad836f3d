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
    public const string Done = "done";
    public const string GivenUp = "given-up";

    public static Said? Find(Visit visit)
    {
        var t = visit.Texts;
        return visit.Request.Query[Query].ToString() switch
        {
            Inquiry => new(t.SaidInquiry, true),
            Chatter => new(t.SaidChatter, true),
            Gone => new(t.SaidGone, false),
            NoOffer => new(t.SaidNoOffer, false),
            Replayed => new(t.SaidReplayed, true),
            Done => new(t.SaidDone, true),
            GivenUp => new(t.SaidGivenUp, true),
            _ => null,
        };
    }
}
