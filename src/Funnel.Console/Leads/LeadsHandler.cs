using Funnel.Console.Languages;
using Funnel.Leads;
using Funnel.Measure;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>One page of leads.</summary>
/// <param name="Found">Leads that match, on all pages.</param>
/// <param name="Accounts">Names of the accounts by id.</param>
public sealed record LeadsModel(LeadsFilter Filter, IReadOnlyList<LeadSummary> Leads, int Found, int Pages, IReadOnlyDictionary<string, string> Accounts);

internal sealed class LeadsHandler(FunnelReader reader, LeadHandler one) : IConsolePage
{
    private const int PageSize = 50;

    public string Path => "leads";

    public IReadOnlyList<string> Routes { get; } = ["GET leads", "GET leads/{id}", "POST leads/{id}"];

    public string NameIn(Texts texts) => texts.Leads;

    public Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct) => id is null ? List(request, ct) : one.Get(request, id, ct);

    public Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct) =>
        id is null ? Task.FromResult(ConsoleResult.NotFound(request)) : one.Post(request, id, form, ct);

    private async Task<ConsoleResult> List(ConsoleRequest request, CancellationToken ct)
    {
        var filter = LeadsFilter.Of(request.Http.Request.Query, reader.Today);
        var found = (await reader.Leads(request.AccountIds, filter.From, filter.To, ct)).Where(filter.Wants).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        filter = filter with { Page = Math.Min(filter.Page, pages) };
        var shown = found.Skip((filter.Page - 1) * PageSize).Take(PageSize).ToList();
        return ConsoleResult.Page<LeadsPage>(request, new LeadsModel(filter, shown, found.Count, pages, Names(request)));
    }

    internal static Dictionary<string, string> Names(ConsoleRequest request) =>
        request.Accounts.ToDictionary(a => a.Id, a => a.Name.Length > 0 ? a.Name : a.Id, StringComparer.Ordinal);
}
