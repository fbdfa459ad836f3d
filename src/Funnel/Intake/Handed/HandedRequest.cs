namespace Funnel.Intake.Handed;

/// <summary>Comments of one account, as a request names them.</summary>
/// <param name="Items">With their places in the request, from 0.</param>
public sealed record HandedGroup(string Account, IReadOnlyList<(int Index, HandedComment Comment)> Items);

/// <summary>What a request hands over.</summary>
public sealed record HandedRequest(IReadOnlyList<HandedGroup> Groups, HandedWish Wish);
