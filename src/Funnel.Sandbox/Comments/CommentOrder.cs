namespace Funnel.Sandbox.Comments;

internal enum CommentOrder
{
    Recommended,
    NewestFirst,
    OldestFirst,
}
