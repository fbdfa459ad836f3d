using Funnel.Console.Frame;
using Funnel.Console.SignIn;
using Funnel.Leads;
using Funnel.Privacy;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>What an administrator may do about all that is stored of a person.</summary>
internal sealed class PersonActions(Erasure erasure)
{
    public const string Erase = "erase";

    public static bool Is(IFormCollection form) => string.Equals(form["do"], Erase, StringComparison.Ordinal);

    /// <summary>Whether the one who asks may. A person is erased from all accounts, whichever merchant's, so who works for some of them may not.</summary>
    public static bool May(ConsoleRequest request) => request.Operator?.Role >= Role.Admin && request.SeesAll;

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, IFormCollection form, CancellationToken ct)
    {
        if (!May(request))
        {
            return ("", request.SeesAll ? request.Texts.AdminOnly : request.Texts.Staff.OfAllHint);
        }

        var forGood = string.Equals(form["for-good"], "true", StringComparison.Ordinal);
        return await erasure.Begin(id.ToString(), PersonKey.Lead, request.Operator!.Name, forGood, ct) is null ? ("", request.Texts.Missing) : (Outcomes.Erasing, null);
    }
}
