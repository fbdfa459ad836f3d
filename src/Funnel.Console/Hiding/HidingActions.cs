using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Leads;
using Funnel.Moderation;
using Funnel.Reasons;

namespace Funnel.Console.Hiding;

/// <summary>An operator hides a comment from the public, or shows it again: on the page of its lead, and where it waits for a decision.</summary>
internal sealed class HidingActions(CommentHiding hiding)
{
    public const string Hide = "hide";
    public const string Unhide = "unhide";

    public static bool IsOne(string what) => what is Hide or Unhide;

    /// <inheritdoc cref="CommentHiding.Of"/>
    public HidingAbility Of(string accountId) => hiding.Of(accountId);

    /// <summary>For a comment of a lead's.</summary>
    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId lead, string what, string comment, CancellationToken ct) =>
        Said(request, what, await hiding.OfLead(lead, comment, what is Hide, By(request), ct));

    /// <summary>For a comment that waits for a decision.</summary>
    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> DoInReview(ConsoleRequest request, string account, string item, string what, CancellationToken ct) =>
        Said(request, what, await hiding.InReview(account, item, what is Hide, By(request), ct));

    private static Actor By(ConsoleRequest request) => new(request.Operator!.Name, request.Address.Text);

    private static (string Outcome, string? Refusal) Said(ConsoleRequest request, string what, Reason? refusal) =>
        (what is Hide ? Outcomes.Hidden : Outcomes.Unhidden, refusal is null ? null : request.Texts.Of(refusal, request.Format));
}
