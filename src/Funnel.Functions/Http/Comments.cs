using Funnel.Accounts;
using Funnel.Intake.Handed;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Takes comments that somebody else has read, for accounts whose platform lets us read none: <c>POST api/comments</c> with <c>{"account":"shop","video":"…","comments":[…]}</c>, or
/// with an array of comments that each name their account. The same comment again changes nothing. 202 when all that is new is stored, with what became of each.
/// <c>GET api/comments?account=shop</c> says how many wait to be triaged, and how many tasks wait for a person.
/// </summary>
public sealed class Comments(HandedComments handed, HandedProgress progress, AccountBook accounts)
{
    /// <summary>Room for a full request of long comments.</summary>
    public const int MaxBytes = 4_000_000;

    [Function("HandOverComments")]
    public async Task<IActionResult> HandOver([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/comments")] HttpRequest request, CancellationToken ct)
    {
        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return JsonAnswer.Of(
                new { errors = new[] { $"the body has more than {MaxBytes} bytes: hand over fewer comments at once, at most {HandedComments.MaxAtOnce}" } }, StatusCodes.Status413PayloadTooLarge);
        }

        var reader = new HandedRequestReader();
        if (reader.Read(body) is not { } wanted)
        {
            return JsonAnswer.Of(new { reader.Errors }, StatusCodes.Status400BadRequest);
        }

        if (wanted.Groups.Select(g => WhyNot(g.Account)).FirstOrDefault(w => w is not null) is { } refusal)
        {
            return refusal;
        }

        var results = new List<HandedResult>();
        foreach (var group in wanted.Groups)
        {
            var result = await handed.Take(group.Account, [.. group.Items.Select(i => i.Comment)], wanted.Wish, ct);
            results.Add(result with { Refused = [.. result.Refused.Select(r => r with { Index = group.Items[r.Index].Index })] });
        }

        return JsonAnswer.Of(
            new
            {
                Received = results.Sum(r => r.Received),
                New = results.Sum(r => r.New),
                Older = results.Sum(r => r.Older),
                Known = results.Sum(r => r.Known),
                Own = results.Sum(r => r.Own),
                Refused = results.SelectMany(r => r.Refused).OrderBy(r => r.Index).Select(r => new { r.Index, Reason = r.Problem, What = r.Problem.Words() }),
                AnsweredWithin = wanted.Wish.Within is null ? handed.AnsweredWithin : (TimeSpan?)null,
            },
            wanted.Wish.DryRun ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    [Function("CommentProgress")]
    public async Task<IActionResult> Progress([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/comments")] HttpRequest request, CancellationToken ct)
    {
        var account = request.Query["account"].ToString();
        return WhyNot(account) ?? JsonAnswer.Of(await progress.Of(account, ct));
    }

    private ContentResult? WhyNot(string account) => handed.Of(account) switch
    {
        HandedAccount.Takes => null,
        HandedAccount.Unknown => Wrong($"account: there is no '{TextCutter.Ellipsis(account, 40)}'; there are {string.Join(", ", accounts.All.Select(a => a.Id))}", StatusCodes.Status400BadRequest),
        HandedAccount.Off => Wrong($"account: the platform of '{account}' is switched off", StatusCodes.Status409Conflict),
        _ => Wrong(
            $"account: the comments of '{account}' are read by its platform's own connector, under the ids it has for them; handed over too, people would be answered twice. "
            + "Hand them over for an account whose platform is assist", StatusCodes.Status409Conflict),
    };

    private static ContentResult Wrong(string error, int status) => JsonAnswer.Of(new { errors = new[] { error } }, status);
}
