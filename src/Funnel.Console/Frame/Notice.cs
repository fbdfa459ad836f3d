namespace Funnel.Console.Frame;

/// <summary>A page that says one thing.</summary>
public sealed record Notice(string Title, string Hint, (string Url, string Name)? Link = null);

/// <summary>What became of an operator's action, shown once on the next page.</summary>
public sealed record FlashMessage(string Text, bool Good);
