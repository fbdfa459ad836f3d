using Funnel.Console.Languages;
using System.Globalization;
using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Console.Hiding;
using Funnel.Console.Leads;
using Funnel.Console.Today;
using Funnel.Intake;
using Funnel.Moderation;
using Funnel.Outreach;
using Funnel.Review;
using Funnel.Triage;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Review;

/// <summary>A comment to decide on, with what the machine made of it.</summary>
/// <param name="Offers">Offers that may answer it, by id.</param>
/// <param name="Hiding">What of hiding it the platform lets programs do.</param>
public sealed record ReviewCard(ReviewItem Item, IReadOnlyList<Piece> Pieces, IReadOnlyList<Offer> Offers, HidingAbility Hiding);

/// <param name="At">Which card is the current one, from 0.</param>
public sealed record ReviewModel(
    IReadOnlyList<ReviewCard> Cards, int At, IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<string, VideoState> Videos, FlashMessage? Flash);

internal sealed class ReviewHandler(
    ReviewDesk desk, CommentJudge judge, Corrections corrections, OfferBook offers, VideoNames videos, LiveNumbers live,
    AuditLog audit, HidingActions hiding) : IConsolePage
{
    private const int Shown = 20;

    public string Path => "review";

    public IReadOnlyList<string> Routes { get; } = ["GET review", "POST review"];

    public string NameIn(Texts texts) => texts.Review;

    public string? CountOf(Needs? needs) => needs?.ReviewText;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct) => id is not null
        ? ConsoleResult.NotFound(request)
        : await Show(request, request.Http.Request.Query["at"].ToString(), Outcomes.Find(request), StatusCodes.Status200OK, ct);

    private async Task<ConsoleResult> Show(ConsoleRequest request, string place, FlashMessage? flash, int status, CancellationToken ct)
    {
        var items = new List<ReviewItem>();
        foreach (var account in request.Accounts)
        {
            items.AddRange(await desk.List(account.Id, Shown, ct));
        }

        var cards = new List<ReviewCard>();
        foreach (var item in items.OrderBy(i => i.Comment.At).Take(Shown))
        {
            cards.Add(await Card(item, ct));
        }

        var named = await videos.Of(cards.Select(c => (c.Item.AccountId, c.Item.Comment.VideoId)), ct);
        var at = int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 0, Math.Max(0, cards.Count - 1)) : 0;
        return ConsoleResult.Page<ReviewPage>(request, new ReviewModel(cards, at, LeadsHandler.Names(request), named, flash), status);
    }

    public async Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        var account = form["account"].ToString();
        if (id is not null || request.Account(account) is null)
        {
            return ConsoleResult.NotFound(request);
        }

        return HidingActions.IsOne(form["do"].ToString()) ? await Hide(request, account, form, ct)
            : form["inquiry"].ToString() is "1" or "0" ? await Decide(request, account, form, ct)
            : ConsoleResult.NotFound(request);
    }

    private async Task<ConsoleResult> Hide(ConsoleRequest request, string account, IFormCollection form, CancellationToken ct)
    {
        var (outcome, refusal) = await hiding.DoInReview(request, account, form["id"].ToString(), form["do"].ToString(), ct);
        return refusal is null
            ? ConsoleResult.SeeOther(Back(request, form, outcome))
            : await Show(request, form["at"].ToString(), new(request.Texts.Refused + refusal, false), StatusCodes.Status409Conflict, ct);
    }

    private async Task<ConsoleResult> Decide(ConsoleRequest request, string account, IFormCollection form, CancellationToken ct)
    {
        var inquiry = form["inquiry"] == "1";
        var offer = form["offer"].ToString() is { Length: > 0 } chosen ? chosen : null;
        var result = await desk.Decide(account, form["id"].ToString(), inquiry, offer, request.Operator!.Name, ct);
        if (result is ReviewResult.Done)
        {
            var action = inquiry ? AuditActions.ReviewInquiry : AuditActions.ReviewChatter;
            await audit.Write(new(request.Operator.Name, action, $"review/{account}/{form["id"]}") { After = offer, Address = request.Address.Text });
        }

        live.Forget();
        var outcome = result switch
        {
            ReviewResult.NotThere => Outcomes.Gone,
            ReviewResult.NoOffer => Outcomes.NoOffer,
            _ => inquiry ? Outcomes.Inquiry : Outcomes.Chatter,
        };

        // The next card takes this one's place, so the same place is the next one to decide.
        return ConsoleResult.SeeOther(Back(request, form, outcome));
    }

    private static string Back(ConsoleRequest request, IFormCollection form, string outcome) =>
        request.Url("review", (Outcomes.Query, outcome), ("at", form["at"].ToString() is "0" ? null : form["at"].ToString()));

    private async Task<ReviewCard> Card(ReviewItem item, CancellationToken ct)
    {
        var fitting = offers.For(item.AccountId, item.Comment.VideoId);
        var rules = fitting.FirstOrDefault(o => string.Equals(o.Id, item.OfferId, StringComparison.Ordinal))?.Rules;
        var why = judge.Explain(item.Comment.Text, rules, await corrections.Of(item.AccountId, ct));
        return new(item, Highlight.Of(item.Comment.Text, why.Pieces), fitting, hiding.Of(item.AccountId));
    }
}
