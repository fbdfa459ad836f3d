namespace Azure.Data.Tables;

/// <summary>An operation of an entity-group transaction failed, and so none was done.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(RequestFailedException failure, int? index)
        : base(failure.Status, failure.Message, failure.ErrorCode, failure.InnerException) => FailedTransactionActionIndex = index;

    /// <summary>Which one, in the order they were given; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
