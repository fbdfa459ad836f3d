using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Recovery;

namespace Funnel.Outreach;

/// <summary>
/// Looks for answers that may have been given in a time of which nothing is stored, under each comment in which the person asked. After a loss an answer that is not
/// listed may be one that the platform hides, and among hundreds some are: so an absence proves nothing then. In a gap only the merchant's hand can have answered, and an
/// answer that nobody sees is none.
/// </summary>
public sealed class LostAnswers(ReplyReadBack readBack, CatchUps catchUps)
{
    /// <param name="isAskedBy">Whether a question from before the loss is about this, as the offers are now. What was asked since was answered with what there was then.</param>
    /// <param name="said">What we may have said, each with its wording variant.</param>
    public async Task<Finding> Look(Lead lead, Effect effect, Func<Ask, bool> isAskedBy, IReadOnlyList<(int Variant, string Text)> said, CancellationToken ct)
    {
        var texts = said.Select(s => s.Text).Distinct(StringComparer.Ordinal).ToList();
        var because = effect.Assumed!;
        Finding? worst = null;
        foreach (var ask in lead.Asks.Where(a => effect.IsAskedBy(a) || (because.Concerns(a.At) && isAskedBy(a))))
        {
            var finding = await readBack.LookUnder(ask, lead, effect, texts, isBegun: worst is not null, ct);
            if (finding.Wait is not null)
            {
                return new(finding.Result, Why: finding.Why, Wait: finding.Wait); // nobody looked
            }

            await catchUps.Looked(because, finding.Result == ReadBackResult.Found, ct);
            if (finding is { Result: ReadBackResult.Found, Reply: { } reply })
            {
                var variant = said.Where(s => ReplyText.Same(s.Text, reply.Text)).Select(s => (int?)s.Variant).FirstOrDefault();
                return new(ReadBackResult.Found, reply.Id, finding.Why) { Under = ask.CommentId, Said = reply.Text, Variant = variant };
            }

            var here = string.Equals(ask.CommentId, effect.CommentId, StringComparison.Ordinal);
            var one = Judged(because, finding, here);
            worst = worst is { } w && Weight(w.Result) >= Weight(one.Result) ? w : one;
        }

        return worst ?? new(ReadBackResult.Impossible, Why: Reason.ThreadUnknown);
    }

    /// <param name="here">It is the comment that would be answered.</param>
    private Finding Judged(CatchUp because, ReplyFinding finding, bool here) => (finding.Result, finding.Why.Code) switch
    {
        (ReadBackResult.Gone, _) => new(here ? ReadBackResult.Gone : ReadBackResult.Absent, Why: finding.Why),
        (_, Perhaps or Failed) => new(finding.Result, Why: finding.Why),
        _ when !because.IsLoss => new(ReadBackResult.Absent, Why: Reason.NotListed),
        (ReadBackResult.Absent, _) or (_, TooFew) when catchUps.IsKnownLoss => new(ReadBackResult.Impossible, Why: Reason.MayBeHidden),
        _ => new(finding.Result, Why: finding.Why),
    };

    private const string Perhaps = "listed-perhaps";
    private const string Failed = "platform-failure";
    private const string TooFew = "too-few-seen";

    /// <summary>What keeps it from being sent weighs more than what lets it.</summary>
    private static int Weight(ReadBackResult result) => result switch
    {
        ReadBackResult.Gone => 4,
        ReadBackResult.NotYet => 3,
        ReadBackResult.Impossible => 2,
        _ => 1,
    };
}
