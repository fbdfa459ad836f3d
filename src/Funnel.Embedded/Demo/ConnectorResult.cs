namespace Funnel.Embedded.Demo;

/// <summary>What a run came to on one platform; each number as in <see cref="DemoResult"/>, of its accounts alone.</summary>
internal sealed record ConnectorResult(
    int Comments, int Inquiries, int Replied, int Invited, int Added, int Served, int DuplicateReplies, int DuplicateMessages, int Missed, bool BooksAgree);
