namespace Funnel.Storage;

/// <summary>A storage that leaves bytes of removed rows and messages behind, and can be told to remove those too. Registered by a storage of that kind.</summary>
public interface IStoreWipe
{
    /// <summary>Removes them from every file. Writes wait meanwhile: seconds for each gigabyte. Idempotent.</summary>
    /// <exception cref="StorageException">The file is busy or the disk full; nothing was lost, and it may be tried again.</exception>
    Task Wipe(CancellationToken ct);
}
