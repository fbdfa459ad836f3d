namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a queue. The parameter is the body: text, bytes, or an object read from JSON.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>Name of the setting that says which storage account holds the queue.</summary>
    public string? Connection { get; set; }
}
