using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Console.Languages;
using Funnel.Measure;
using Funnel.Sending;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Today;

/// <summary>What Today shows.</summary>
public sealed record TodayModel(int Days, DateOnly From, DateOnly To, LiveValues Live, Needs Needs, FlashMessage? Flash);

internal sealed class TodayHandler(LiveNumbers live, FunnelReader reader, SendGate gate, AuditLog audit) : IConsolePage
{
    public const string Resume = "resume";

    public string Path => "today";

    public IReadOnlyList<string> Routes { get; } = ["GET ", "GET today", $"POST today/{Resume}"];

    public string NameIn(Texts texts) => texts.Today;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        if (id is not null)
        {
            return ConsoleResult.NotFound(request);
        }

        var days = LiveNumbers.Days(request) ?? 1;
        var values = LiveValues.Of(request.Needs!, await live.Funnel(request, days, ct));
        return ConsoleResult.Page<TodayPage>(request, new TodayModel(days, reader.Today.AddDays(1 - days), reader.Today, values, request.Needs!, Outcomes.Find(request)));
    }

    /// <summary>Lets replies of an account go on that have stopped by themselves.</summary>
    public async Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        if (request.Account(form["account"]) is not { } account)
        {
            return ConsoleResult.NotFound(request);
        }

        if (await gate.Resume(account.Id, ct))
        {
            await audit.Write(new(request.Operator!.Name, AuditActions.RepliesResumed, "account/" + account.Id) { Address = request.Address.Text });
            live.Forget();
        }

        return ConsoleResult.SeeOther(request.Url(Path, (Outcomes.Query, Outcomes.Resumed)));
    }
}
