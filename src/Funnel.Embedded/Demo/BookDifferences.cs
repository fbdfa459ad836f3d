namespace Funnel.Embedded.Demo;

/// <summary>What a comparison of leads and books came to; each number as in <see cref="DemoResult"/>.</summary>
internal sealed record BookDifferences(int ParkedReplies, int DuplicateReplies, int DuplicateMessages, int Missed, int DuplicateRewards, bool Agree);
