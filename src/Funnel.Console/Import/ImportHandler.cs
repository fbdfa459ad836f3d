using System.Globalization;
using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Console.Languages;
using Funnel.Console.Today;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Import;

/// <summary>Takes a file or a paste of comments in, shows how it was understood, asks for what was not, and takes over what somebody confirms.</summary>
internal sealed class ImportHandler(
    AccountBook accounts, HandedComments handed, HandedProgress progress, IExportReader reader, ImportShelf shelf, LiveNumbers live, AuditLog audit) : IConsolePage
{
    public const string Again = "again";
    public const string Take = "take";

    /// <summary>Names, fields and what stands between the parts of a form.</summary>
    private const int AroundBytes = 256 * 1024;

    public string Path => "import";

    public IReadOnlyList<string> Routes { get; } = ["GET import", "GET import/{id}", "POST import", $"POST import/{Again}", $"POST import/{Take}"];

    /// <summary>It is reached from where it is missed.</summary>
    public bool IsListed => false;

    public long FormBytes(string route) => route is "POST import" ? ImportShelf.MostBytes + AroundBytes : ConsoleForm.UsualBytes;

    public string NameIn(Texts texts) => texts.Import.Page;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        var t = request.Texts.Import;
        if (id is null)
        {
            return Form(request, null);
        }

        if (shelf.Find(id, request.Operator!.Id) is not { } item || !request.Sees(item.Account) || handed.Of(item.Account) != HandedAccount.Takes)
        {
            return Form(request, t.Gone, status: StatusCodes.Status404NotFound);
        }

        if (item.Stage != ImportStage.Looked)
        {
            var state = item.Stage == ImportStage.Taken ? await progress.Of(item.Account, ct) : null;
            return ConsoleResult.Page<ImportDone>(request, new ImportDoneModel(Head(item), item.Result, state));
        }

        try
        {
            var file = await Read(item, ct);
            return ConsoleResult.Page<ImportSeen>(request, new ImportSeenModel(Head(item), file, await HandOver(item, file, dryRun: true, null, ct)));
        }
        catch (ExportFileException e) when (e.Question is { } question)
        {
            return ConsoleResult.Page<ImportAsk>(request, new ImportAskModel(Head(item), question));
        }
        catch (ExportFileException e)
        {
            shelf.Remove(item);
            return Form(request, t.Unreadable + t.Of(e), item.Account, StatusCodes.Status400BadRequest);
        }
    }

    public Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct) => id switch
    {
        Again => Task.FromResult(LookAgain(request, form)),
        Take => TakeOver(request, form["id"].ToString(), ct),
        _ => Begin(request, form, ct),
    };

    private async Task<ConsoleResult> Begin(ConsoleRequest request, IFormCollection form, CancellationToken ct)
    {
        var (t, account) = (request.Texts.Import, form["account"].ToString());
        if (!request.Sees(account) || handed.Of(account) != HandedAccount.Takes)
        {
            return Form(request, t.NotTaken, status: StatusCodes.Status400BadRequest);
        }

        var (bytes, file, wrong) = await ImportForm.Handed(form, t, ct);
        var made = ImportForm.MadeAt(form, request);
        if (wrong is not null || made is null)
        {
            return Form(request, wrong ?? t.WrongTime, account, StatusCodes.Status400BadRequest);
        }

        var hints = ExportHints.None with
        {
            At = made,
            Video = ImportForm.Video(form),
            Offset = request.Options.UtcOffset,
            Shape = file is null ? ExportShape.Either : ExportShape.Table,
        };
        var id = shelf.Put(new("", request.Operator!.Id, account, file, bytes, hints, ImportForm.Within(form), default));
        return ConsoleResult.SeeOther(request.Url($"{Path}/{id}"));
    }

    private ConsoleResult LookAgain(ConsoleRequest request, IFormCollection form)
    {
        var item = shelf.Change(form["id"], request.Operator!.Id, i => i with
        {
            Hints = ImportForm.Answered(i.Hints, form),
            Within = form.ContainsKey("age") ? ImportForm.Within(form) : i.Within,
        });
        return item is null && shelf.Find(form["id"], request.Operator.Id) is null
            ? Form(request, request.Texts.Import.Gone, status: StatusCodes.Status404NotFound)
            : ConsoleResult.SeeOther(request.Url($"{Path}/{form["id"]}"));
    }

    /// <summary>Takes it over, once; pressed again it shows what became of it. It goes on when the browser leaves, and what was taken before a fault is known the next time.</summary>
    private async Task<ConsoleResult> TakeOver(ConsoleRequest request, string id, CancellationToken ct)
    {
        if (shelf.Take(id, request.Operator!.Id) is not { } item)
        {
            return await Get(request, id, ct);
        }

        var (done, so) = (item with { Stage = ImportStage.Looked }, HandedResult.None);
        try
        {
            so = await HandOver(item, await Read(item, CancellationToken.None), dryRun: false, r => so = r, CancellationToken.None);
            done = item with { Stage = ImportStage.Taken, Result = so, Bytes = [] };
        }
        catch (ExportFileException)
        {
            // It was looked at before: the next look says what is wrong.
        }
        finally
        {
            shelf.PutBack(done);
            live.Forget();
            await audit.Write(new(request.Operator.Name, AuditActions.CommentsHandedOver, "account/" + item.Account) { After = Counts(so), Address = request.Address.Text });
        }

        return ConsoleResult.SeeOther(request.Url($"{Path}/{id}"));
    }

    private Task<ExportedComments> Read(ImportItem item, CancellationToken ct) => reader.Read(new MemoryStream(item.Bytes, writable: false), item.File ?? "", item.Hints, ct);

    /// <param name="soFar">Told what has become of those that were handed over.</param>
    private async Task<HandedResult> HandOver(ImportItem item, ExportedComments file, bool dryRun, Action<HandedResult>? soFar, CancellationToken ct)
    {
        var sum = HandedResult.None;
        foreach (var batch in file.Comments.Select(c => c.Comment.Shortened()).Chunk(HandedComments.MaxAtOnce))
        {
            sum = sum.Then(await handed.Take(item.Account, batch, new(item.Within, dryRun), ct));
            soFar?.Invoke(sum);
        }

        return sum;
    }

    private ConsoleResult Form(ConsoleRequest request, string? wrong, string? account = null, int status = StatusCodes.Status200OK)
    {
        var taking = request.Accounts.Where(a => handed.Of(a.Id) == HandedAccount.Takes).ToList();
        var chosen = account ?? request.Http.Request.Query["account"].ToString();
        return ConsoleResult.Page<ImportPage>(request, new ImportModel(taking, chosen, handed.AnsweredWithin, wrong is null ? null : new(wrong, false)), status);
    }

    private ImportHead Head(ImportItem item)
    {
        var name = accounts.Find(item.Account)!.Name;
        return new(item.Id, name.Length > 0 ? name : item.Account, item.File, item.Hints, handed.AnsweredWithin, item.Within);
    }

    private static string Counts(HandedResult r) =>
        string.Create(CultureInfo.InvariantCulture, $"received {r.Received}, new {r.New}, older {r.Older}, known {r.Known}, own {r.Own}, refused {r.Refused.Count}");
}
