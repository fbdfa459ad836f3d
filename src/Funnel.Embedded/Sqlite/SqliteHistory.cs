using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>What was found when the file was opened.</summary>
internal sealed class SqliteHistory(StoreLoss? loss) : IStoreHistory
{
    public StoreLoss? Loss { get; } = loss;
}
