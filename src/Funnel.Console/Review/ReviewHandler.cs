using Funnel.Console.Languages;
using System.Globalization;
using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Console.Leads;
using Funnel.Console.Today;
using Funnel.Intake;
using Funnel.Outreach;
using Funnel.Review;
using Funnel.Triage;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Review;

/// <summary>A comment to decide on, with what the machine made of it.</summary>
/// <param name="Offers">Offers that may answer it, by id.</param>
public sealed record ReviewCard(ReviewItem Item, IReadOnlyList<Piece> Pieces, IReadOnlyList<Offer> Offers);

/// <param name="At">Which card is the current one, from 0.</param>
public sealed record ReviewModel(
    IReadOnlyList<ReviewCard> Cards, int At, IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<string, VideoState> Videos, FlashMessage? Flash);

internal sealed class ReviewHandler(
    ReviewDesk desk, CommentJudge judge, Corrections corrections, OfferBook offers, VideoNames videos, LiveNumbers live,
    AuditLog audit) : IConsolePage
{
    private const int Shown = 20;

    public string Path => "review";

    public IReadOnlyList<string> Routes { get; } = ["GET review", "POST review"];

    public string NameIn(Texts texts) => texts.Review;

    public string? CountOf(Needs? needs) => needs?.ReviewText;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        if (id is not null)
        {
            return ConsoleResult.NotFound(request);
        }

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
        var at = int.TryParse(request.Http.Request.Query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 0, Math.Max(0, cards.Count - 1)) : 0;
        return ConsoleResult.Page<ReviewPage>(request, new ReviewModel(cards, at, LeadsHandler.Names(request), named, Outcomes.Find(request)));
    }

    public async Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        var account = form["account"].ToString();
        if (id is not null || request.Account(account) is null || form["inquiry"].ToString() is not ("1" or "0"))
        {
            return ConsoleResult.NotFound(request);
        }

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
        return ConsoleResult.SeeOther(request.Url("review", (Outcomes.Query, outcome), ("at", form["at"].ToString() is "0" ? null : form["at"].ToString())));
    }

    private async Task<ReviewCard> Card(ReviewItem item, CancellationToken ct)
    {
        var fitting = offers.For(item.AccountId, item.Comment.VideoId);
        var rules = fitting.FirstOrDefault(o => string.Equals(o.Id, item.OfferId, StringComparison.Ordinal))?.Rules;
        var why = judge.Explain(item.Comment.Text, rules, await corrections.Of(item.AccountId, ct));
        return new(item, Highlight.Of(item.Comment.Text, why.Pieces), fitting);
    }
}
