namespace Funnel.Tests.Simulation;

/// <summary>Runs every task on the caller's thread, first come first served: a run is the same each time.</summary>
internal sealed class SimulatedScheduler : TaskScheduler
{
    private readonly Queue<Task> waiting = new();

    public override int MaximumConcurrencyLevel => 1;

    public void Run(Func<Task> work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        while (!task.IsCompleted)
        {
            if (!waiting.TryDequeue(out var next))
            {
                throw new InvalidOperationException("the product waits for something that only real time or another thread brings");
            }

            TryExecuteTask(next);
        }

        task.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task) => waiting.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => waiting;
}
