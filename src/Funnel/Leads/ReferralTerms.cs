namespace Funnel.Leads;

/// <summary>What is promised for bringing friends, as a lead is told of it.</summary>
/// <param name="Friends">So many it takes.</param>
/// <param name="Stay">How long they have to stay.</param>
public sealed record ReferralTerms(string OfferId, int Friends, TimeSpan Stay);
