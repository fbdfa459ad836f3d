namespace Funnel.Embedded.Sqlite;

/// <summary>What one task wants written, and the task that waits for it.</summary>
internal abstract class WriteOperation(CancellationToken ct)
{
    /// <summary>Asked once, before the operation is applied: what has begun is finished.</summary>
    public bool IsCancelled => ct.IsCancellationRequested;

    protected CancellationToken Token => ct;

    /// <summary>Writes inside the open transaction.</summary>
    public abstract void Apply(WriteSession session);

    /// <summary>After the transaction was committed.</summary>
    public abstract void Complete();

    public abstract void Cancel();

    public abstract void Fail(Exception fault);
}

internal sealed class WriteOperation<T>(Func<WriteSession, T> apply, CancellationToken ct) : WriteOperation(ct)
{
    private readonly TaskCompletionSource<T> waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => waiter.Task;

    public override void Apply(WriteSession session) => result = apply(session);

    public override void Complete() => waiter.SetResult(result!);

    public override void Cancel() => waiter.SetCanceled(Token);

    public override void Fail(Exception fault) => waiter.SetException(fault);
}
