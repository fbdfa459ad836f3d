namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method as a function. The name is unique in the app.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
