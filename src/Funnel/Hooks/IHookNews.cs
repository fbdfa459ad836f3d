namespace Funnel.Hooks;

/// <summary>What hooks are told from time to time, beside changes: told once, under one name, before the changes that wait.</summary>
public interface IHookNews
{
    /// <summary>What is to be told now.</summary>
    /// <param name="last">The name of what was told last; null when nothing was.</param>
    /// <returns>Its name, which stands in the message's id; null when there is nothing.</returns>
    string? Due(HookOptions hook, string? last);

    /// <summary>The request's body, in JSON.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    Task<byte[]> Body(HookOptions hook, string due, CancellationToken ct);
}
