namespace Funnel.Embedded.Commands;

/// <summary>The command was called wrongly in a way that only shows while it runs. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
